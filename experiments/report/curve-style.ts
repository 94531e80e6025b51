/**
 * How each thing on a curve looks. Hues are from Okabe and Ito's palette, which colour-blind readers tell apart;
 * each thing also has a shape of its own, so that the picture reads in greyscale.
 */
export const colours = {
  accepted: "#0072B2",
  rejected: "#767676",
  best: "#D55E00",
  baseline: "#333333",
  published: "#8A4A77",
  text: "#222222",
  faint: "#5F5F5F",
  grid: "#E8E8E8",
  axis: "#8A8A8A",
  warning: "#A33B00",
} as const;

/** In pixels. */
export const canvas = { width: 900, height: 520 } as const;

export const fontFamily = "DejaVu Sans, Verdana, Arial, sans-serif";

/** Font sizes in pixels. */
export const fontSize = { title: 17, text: 12, small: 11 } as const;
