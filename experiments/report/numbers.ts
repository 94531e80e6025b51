/** How numbers are written for people, everywhere in terminals, plots and pages. */

/** A share in [0, 1] as `17 %`. */
export function percent(share: number): string {
  return `${wholePercent(share)} %`;
}

/** An interval of shares as `[18, 46]`, in percent. */
export function percentRange(low: number, high: number): string {
  return `[${wholePercent(low)}, ${wholePercent(high)}]`;
}

/** A difference of two shares in percentage points, signed: `+17`, `-5`, `0`. */
export function points(difference: number): string {
  const whole = wholePercent(difference);
  return whole > 0 ? `+${whole}` : String(whole);
}

/** An interval of differences in percentage points, as `[+2, +31]`. */
export function pointsRange(low: number, high: number): string {
  return `[${points(low)}, ${points(high)}]`;
}

/** A non-negative count: `812`, `9,400`, `1.9 M`, `14 M`, `2.1 B`. */
export function count(value: number): string {
  if (value < 999_999.5) return thousands(Math.round(value));
  const [scaled, unit] = value < 999.5e6 ? [value / 1e6, "M"] : [value / 1e9, "B"];
  return `${scaled < 9.95 ? scaled.toFixed(1) : thousands(Math.round(scaled))} ${unit}`;
}

/** A count that is itself an estimate, in three leading digits: `812`, `19,500`, `1.9 M`. */
export function roughCount(value: number): string {
  return count(Number(value.toPrecision(3)));
}

/** US dollars: four decimals under $1, two from there; `unpriced` when unknown. */
export function usd(dollars: number | null): string {
  if (dollars === null) return "unpriced";
  const small = dollars.toFixed(4);
  if (Number(small) < 1) return `$${small}`;
  const [whole = "0", cents = "00"] = dollars.toFixed(2).split(".");
  return `$${thousands(Number(whole))}.${cents}`;
}

/** A running clock: milliseconds as `0:06`, `12:34`, `1:02:03`. */
export function stopwatch(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

/** `1 document`, `12 documents`. */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** Rounds half away from zero, so that a difference and its negation read alike; never -0. */
function wholePercent(share: number): number {
  const size = Math.round(Math.abs(share) * 100);
  return share < 0 && size > 0 ? -size : size;
}

const thousands = (whole: number) => String(whole).replace(/\B(?=(\d{3})+$)/g, ",");
