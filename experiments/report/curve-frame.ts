import type { CurveData } from "./curve-data.js";
import { type ShareAxis, shareAxis } from "./curve-scales.js";
import { canvas } from "./curve-style.js";

/** A rectangle of the canvas, in pixels. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where everything on the canvas goes: the plot, the panel of test estimates, and the scales they share. */
export interface Frame {
  readonly plot: Area;
  /** Null when nothing was measured on the test split. */
  readonly panel: Area | null;
  readonly axis: ShareAxis;
  /** The last iteration shown, or where an admission after it stands. */
  readonly last: number;
  /** Pixel column of an iteration. */
  readonly x: (iteration: number) => number;
  /** Pixel row of a share. */
  readonly y: (share: number) => number;
  /** Radius of a point: smaller when there are many. */
  readonly radius: number;
}

const inset = 12;

export function curveFrame(data: CurveData): Frame {
  const vertical = { top: 92, bottom: 410 };
  const panel = data.test === null ? null : { ...vertical, left: 702, right: canvas.width - 16 };
  const plot = { ...vertical, left: 64, right: panel === null ? canvas.width - 24 : panel.left - 20 };
  const axis = shareAxis(data, 6);
  const last = Math.max(1, data.points.at(-1)?.at ?? 1);
  const spacing = (plot.right - plot.left - 2 * inset) / last;
  return {
    plot,
    panel,
    axis,
    last,
    x: (iteration) => plot.left + inset + iteration * spacing,
    y: (share) => plot.bottom - (share / axis.top) * (plot.bottom - plot.top),
    radius: Math.min(5, Math.max(2.8, spacing * 0.45)),
  };
}
