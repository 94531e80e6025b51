export interface FinalAnswer {
  readonly text: string;
  /** Where it was found; a last sentence is a guess at what the solver meant. */
  readonly from: "answer line" | "box" | "last sentence";
}

const answerLine = /^[\s>#*_-]*(?:final\s+)?answer\b[\s*_]*(?::|=|\bis\b)(.*)$/i;
const leadIns: readonly RegExp[] = [
  /^(?:therefore|thus|hence|so|consequently|finally|then|in conclusion)(?:\s*[,:]\s*|\s+(?=[\p{L}$\\]))/iu,
  /^we (?:get|find|obtain|have|conclude)(?: that)?[\s:]+/i,
  /^(?:(?:the |our |my )?(?:final |correct |required )?answer is|it is)(?:\s*:\s*|\s+)/i,
  /^=\s*/,
];

/**
 * The answer that a solver committed to: its last "ANSWER:" line, else its last box, else its last sentence.
 * Markdown emphasis around it, `\boxed{}` and an introduction such as "Therefore the answer is" are taken off.
 */
export function finalAnswer(reply: string): FinalAnswer {
  const lines = reply.split(/\r?\n/);
  for (let at = lines.length - 1; at >= 0; at--) {
    const found = answerLine.exec((lines[at] ?? "").slice(0, 4000));
    if (found === null) continue;
    const rest = bare(found[1] ?? "");
    const text = rest === "" ? bare(lines.slice(at + 1).find((line) => line.trim() !== "") ?? "") : rest;
    if (text !== "") return { text, from: "answer line" };
  }
  const box = lastBox(reply);
  if (box !== null) return { text: bare(box), from: "box" };
  const last = lines.findLast((line) => line.trim() !== "") ?? "";
  const sentences = last.slice(-4000).split(/(?<=[.!?])\s+(?=\p{Lu})/u);
  return { text: bare(sentences.at(-1) ?? ""), from: "last sentence" };
}

/** An answer without box, emphasis, introduction and full stop. */
export function bare(text: string): string {
  const plain = withoutEmphasis(withoutStop(text));
  const inside = withoutStop(plain.includes("\\boxed") ? (lastBox(plain) ?? plain) : plain);
  return leadIns.reduce((rest, leadIn) => rest.replace(leadIn, ""), inside);
}

function withoutStop(text: string): string {
  return text
    .trim()
    .replace(/(?<!\.)\.$/, "")
    .trim();
}

function withoutEmphasis(text: string): string {
  return withoutStop(text.replace(/^(?:\*\*|__|`)+/, "").replace(/(?:\*\*|__|`)+$/, ""));
}

/** The contents of the last `\boxed{...}` whose braces balance. */
function lastBox(text: string): string | null {
  const start = text.lastIndexOf("\\boxed{");
  if (start === -1) return null;
  let depth = 0;
  for (let at = start + 6; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "{") depth++;
    else if (text[at] === "}" && --depth === 0) return text.slice(start + 7, at);
  }
  return null;
}
