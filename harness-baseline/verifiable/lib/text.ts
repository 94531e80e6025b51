/** Data inside a tag that it cannot close. */
export function section(tag: string, text: string): string {
  const closing = new RegExp(`<(\\s*/\\s*${tag})`, "gi");
  return `<${tag}>\n${text.replace(closing, "<\\$1")}\n</${tag}>`;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
