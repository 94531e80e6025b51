import { createRequire } from "node:module";
import { Resvg } from "@resvg/resvg-js";

const { resolve } = createRequire(import.meta.url);
const fontFiles = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].map((file) =>
  resolve(`dejavu-fonts-ttf/ttf/${file}`),
);

/**
 * Renders an SVG as PNG, `width` pixels wide (default 1800, twice the curve's own size). Words are set in the
 * shipped font and no other, so that the picture is the same on every machine.
 * @throws Error when the SVG is not well-formed.
 */
export function svgToPng(svg: string, width = 1800): Uint8Array {
  const options = {
    fitTo: { mode: "width", value: width },
    font: { loadSystemFonts: false, fontFiles, defaultFontFamily: "DejaVu Sans" },
  } as const;
  return new Resvg(svg, options).render().asPng();
}
