import { readSection } from "../../../../../models/simulated/wire/sections.js";

/** What a challenger is told about earlier questions, found by the groups' headings and dash lines. */
export interface Feedback {
  readonly tooEasy: number;
  readonly failedOnStrong: number;
  /** Earlier drafts refused for their form. */
  readonly refused: number;
  /** Of them, those refused for criteria put the wrong way round. */
  readonly inverted: number;
  /** Earlier drafts whose context gave the answer away. */
  readonly leaked: number;
  /** Direction of the advice: 1 towards what is more specific, -1 towards what is easier, 0 neither. */
  readonly deeper: number;
  /** The text without these groups: what may instruct. */
  readonly rest: string;
}

const groupHeading = /^\W*(TOO EASY|FAILED ON STRONG|FAILED QUALITY CHECK)\W*$/;
const entry = /^\s*[-*]\s+\[/;

export function readFeedback(text: string): Feedback {
  const counts = { tooEasy: 0, failedOnStrong: 0, refused: 0, inverted: 0, leaked: 0 };
  const rest: string[] = [];
  let group = "";
  for (const line of text.split("\n")) {
    const heading = groupHeading.exec(line);
    if (heading !== null) {
      group = heading[1] ?? "";
    } else if (group !== "" && entry.test(line)) {
      if (group === "TOO EASY") counts.tooEasy += 1;
      else if (group === "FAILED ON STRONG") counts.failedOnStrong += 1;
      else if (/LEAKS_ANSWER/.test(line)) counts.leaked += 1;
      else if (/refused/i.test(line)) counts.refused += 1;
      if (/\b(?:polarity|ceiling): /.test(line)) counts.inverted += 1;
    } else {
      if (line.trim() !== "") group = "";
      rest.push(line);
    }
  }
  return { ...counts, deeper: directionOf(readSection(text, "advice") ?? ""), rest: rest.join("\n") };
}

function directionOf(advice: string): number {
  if (advice === "") return 0;
  const harder =
    /\b(?:deeper|harder|more specific|more detail\w*|finer|rarer|less (?:general|obvious|known))\b/i.test(
      advice,
    );
  const easier =
    /\b(?:easier|simpler|more general|broader|less specific|can really meet|better known)\b/i.test(advice);
  return Number(harder) - Number(easier);
}
