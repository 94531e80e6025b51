import { ordersJudge } from "./judge-orders.js";
import { withoutMentions } from "./quoted-orders.js";
import { beginning, type LintFinding, type LintRule } from "./rules.js";

/** Invisible formatting, bidirectional controls, tags, blank letters: what people do not see and models read. */
const hidden = /\p{Cf}|\u034F|[\u115F\u1160\u2028\u2029\u3164\uFFA0]|[\uFE00-\uFE0E]|[\u{E0100}-\u{E01EF}]/u;

/** A word of Latin letters with Cyrillic ones among them, which look the same. */
const lookalike = /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u;

/** Long runs of base64 or hexadecimal digits, and escaped code points: text that has to be decoded first. */
const encoded =
  /(?:[A-Za-z0-9+/]{4}){12,}={0,2}(?![A-Za-z0-9])|\b(?:[0-9a-f]{2}[\s:]?){24,}\b|(?:\\u[0-9a-f]{4}){4,}|(?:&#x?[0-9a-f]{2,5};){4,}|(?:%[0-9a-f]{2}){8,}/i;

const addressesReader = new RegExp(
  [
    // playing a part
    "\\b(?:pretend|imagine|act|behave|respond|answer|reply|write)\\s+(?:(?:that|as\\s+if|as\\s+though|like)\\s+)?(?:you\\s+(?:are|were)|as\\s+(?:a|an|the))\\s+(?:\\w+[\\s-]){0,3}(?:weak(?:er)?|smaller?|bad|poor|careless|incompetent|confused|limited|novice|beginner|language\\s+model|AI\\b|assistant|chatbot)",
    "\\byou\\s+are\\s+(?:now\\s+)?(?:a|an|the)\\s+(?:\\w+[\\s-]){0,3}(?:weak(?:er)?|smaller|careless|language\\s+model|AI\\b|assistant|chatbot|solver|judge|grader)",
    // how to answer, apart from what is asked
    "\\b(?:answer|respond|reply|write)\\s+(?:\\w+\\s+){0,2}?(?:briefly|in\\s+(?:one|a\\s+single|two|three|at\\s+most\\s+\\w+)\\s+(?:words?|sentences?|lines?)|with\\s+(?:one|a\\s+single)\\s+(?:word|sentence)|(?:only\\s+)?(?:yes|no)\\s+or\\s+(?:no|yes)|with\\s+nothing|in\\s+(?:all\\s+)?(?:upper|lower)\\s*case)\\b",
    "\\bdo\\s+not\\s+(?:answer|respond|reply|think|reason|explain\\s+your|show\\s+your)\\b",
    "\\b(?:keep|make)\\s+your\\s+(?:answer|response|reply)\\s+(?:short|brief|under|below|to|long|vague)\\b",
    // taking over
    "\\b(?:ignore|disregard|forget|override)\\s+(?:(?:all|any|the|your|every|everything|previous|prior|above|earlier|preceding|other|system)\\s+){0,4}(?:above|instructions?|prompts?|rules|criteria|guidelines|directions)\\b",
    "\\bverdicts?\\s+(?:is|are|must\\s+be|should\\s+be)\\s+(?:PASS|GOOD)\\b|\\b(?:reply|respond|answer)\\s+(?:with\\s+)?[\"'`]?PASS\\b",
    "\\b(?:system|developer)\\s+(?:prompt|message)\\s*[:=]|<\\|(?:im_start|im_end|system|user|assistant|endoftext)|\\[/?INST\\]|^\\s*(?:system|assistant)\\s*:",
  ].join("|"),
  "im",
);

/** Triggers that depend on which model reads. */
const namesSolver =
  /\bif\s+you(?:\s+are|'re)\s+(?:a|an|the)?\s*(?:\w+[\s-]){0,3}(?:model|solver|LLM|assistant|GPT\S*|Claude|Llama\S*|Qwen\S*|Gemini|Mistral|Kimi\S*|DeepSeek\S*)\b|\b(?:weak|weaker|strong|stronger)\s+(?:solver|model)\s+(?:should|must|will|may|is\s+to|shall)\b|\b(?:small|weak|weaker|large|strong|stronger)\s+(?:language\s+)?models?\s+(?:should|must|are\s+to)\s+(?:answer|reply|respond|stop|refuse)\b/i;

const checks: readonly { readonly rule: LintRule; readonly pattern: RegExp; readonly advice: string }[] = [
  { rule: "hidden-text", pattern: hidden, advice: "holds an invisible character; write plain text" },
  { rule: "hidden-text", pattern: lookalike, advice: "mixes letters of two scripts that look alike" },
  { rule: "hidden-text", pattern: encoded, advice: "holds encoded text; write what it says" },
  {
    rule: "addresses-reader",
    pattern: addressesReader,
    advice: "tells the reader how to answer or whom to play; state the matter and ask about it",
  },
  {
    rule: "names-solver",
    pattern: namesSolver,
    advice: "depends on which model reads it; write the same for every reader",
  },
];

/**
 * What a text says to its reader that it must not say.
 * @param place of the text in the draft, such as `context`.
 * @param document text of the document that the draft was made from; null lets any text quote.
 */
export function textFindings(text: string, place: string, document: string | null): LintFinding[] {
  const said = withoutMentions(text, document, isOrder);
  return checks.flatMap(({ rule, pattern, advice }) => {
    const found = pattern.exec(rule === "addresses-reader" ? said : text);
    if (found === null) return [];
    const shown = rule === "hidden-text" ? codePoints(found[0]) : `"${beginning(found[0].trim())}"`;
    return [{ rule, place, message: `${shown} ${advice}` }];
  });
}

const isOrder = (quoted: string) => addressesReader.test(quoted) || ordersJudge(quoted);

function codePoints(text: string): string {
  const code = (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return [...text].length === 1 ? `U+${code}` : `"${beginning(text)}"`;
}
