/** Attribute values; numbers are written with at most two decimals. */
export type SvgAttributes = Readonly<Record<string, string | number>>;

/** An SVG element as text. `children` is markup already; use `svgText` for words. */
export function svgElement(name: string, attributes: SvgAttributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .map(([attribute, value]) => ` ${attribute}="${escapeXml(valueText(value))}"`)
    .join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

/** Words with everything escaped that XML gives a meaning to, and without characters that XML forbids. */
export function escapeXml(text: string): string {
  return text
    .replace(/(?![\t\n\r])\p{Cc}|[\p{Cs}\ufffe\uffff]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

/** A text element; `x` and `y` are where the line's anchor stands on its baseline. */
export function svgText(x: number, y: number, words: string, attributes: SvgAttributes = {}): string {
  return svgElement("text", { x, y, ...attributes }, escapeXml(words));
}

function valueText(value: string | number): string {
  return typeof value === "string" ? value : String(Math.round(value * 100) / 100);
}
