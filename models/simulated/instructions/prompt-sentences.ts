import { piecesOf } from "../text/sentences.js";

/** One sentence of a prompt, in lower case, with what it inherits from its surroundings. */
export interface PromptSentence {
  readonly text: string;
  /** The headings it stands under and, for a sentence that points back ("It must never ..."), the one before. */
  readonly scope: string;
  /** The sentence before and this one as one text, when this one only makes sense after it; else empty. */
  readonly joined: string;
}

const heading = /^(?:#{1,6}\s+(.*)|\*\*([^*]+)\*\*:?|([A-Z][A-Za-z -]{2,40}):)$/;
const bullet = /^\s*(?:[-*•]|\d+[.)])\s+/;
const pointsBack =
  /^(?:it|this|that|these|those|they|there|instead|never|no|not|do not|don't|only|leave|keep|such|nothing|if so|if yes|if it|if not|state|merely|just|otherwise|then|pick|would|could|can|does|is|will)\b/;

/**
 * The sentences of a prompt: Markdown headings become the scope of what stands under them, list entries are
 * read one by one, and examples in code fences or JSON lines are left out.
 */
export function promptSentences(prompt: string): PromptSentence[] {
  const sentences: PromptSentence[] = [];
  let scope = "";
  let lead = "";
  for (const line of withoutExamples(prompt).split("\n")) {
    const trimmed = line.trim();
    if (trimmed === "") {
      if (!lead.endsWith(":")) lead = "";
      continue;
    }
    const title = heading.exec(trimmed);
    if (title !== null) {
      scope = (title[1] ?? title[2] ?? title[3] ?? "").toLowerCase();
      lead = "";
      continue;
    }
    if (!bullet.test(line)) lead = "";
    let before = lead;
    for (const piece of piecesOf(plain(trimmed))) {
      const text = piece.toLowerCase();
      const inherited = pointsBack.test(text) || before.endsWith(":") ? before : "";
      const joined = inherited === "" || inherited.endsWith(":") ? "" : `${before} ${text}`;
      sentences.push({ text, scope: `${scope} ${inherited}`.trim(), joined });
      before = text;
    }
    if (!bullet.test(line)) lead = before;
  }
  return sentences;
}

function withoutExamples(prompt: string): string {
  return prompt.replace(/^```[\s\S]*?^```/gm, "").replace(/^\s*[{["][^\n]*$/gm, "");
}

function plain(line: string): string {
  return line
    .replace(bullet, "")
    .replace(/[*`]+|\b_+|_+\b/g, "")
    .replace(/[’‘]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[−–]/g, "-")
    .replace(/\b(can|do|does|is|are|must|should|would|could|need|did)n't\b/gi, "$1 not")
    .replace(/\bcannot\b/gi, "can not")
    .replace(/\bwon't\b/gi, "will not")
    .replace(/\bcan't\b/gi, "can not")
    .trim();
}
