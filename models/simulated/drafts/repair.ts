/**
 * A draft as JSON, as far as that can be brought about: what surrounds the object goes, and so do signs and units
 * on its numbers. A sentence when the draft breaks off.
 */
export function repairDraft(draft: string): string {
  const json = draft
    .slice(Math.max(0, draft.indexOf("{")), draft.lastIndexOf("}") + 1)
    .replace(/:\s*\+(\d)/g, ": $1")
    .replace(/"([+-]?\d+) points?"/g, "$1");
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return "The draft breaks off; it cannot be repaired.";
  }
}
