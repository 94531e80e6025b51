import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { Seat } from "../../models/chat.js";
import { pageCharacters } from "../../outer/render/trajectory-text.js";

/** What the work of a seat asks of its model. */
export interface SeatNeeds {
  /** Replies that are read as JSON. */
  readonly json: boolean;
  /** Requests that carry a JSON schema. */
  readonly schema: boolean;
  /** `now`, or `maybe` for a harness that evolution may give tools. */
  readonly tools: "now" | "maybe" | "no";
  /** Characters of its longest usual prompt. */
  readonly promptCharacters: number;
  /** Whether shorter documents make that prompt shorter. */
  readonly withDocument: boolean;
}

/** Prompt, example, feedback and answers around the document of an episode. */
const aroundDocument = 6_000;
/** An example with its answer and rubric. */
const exampleCharacters = 8_000;

export interface NeedsSetting {
  readonly baseline: HarnessFiles;
  /** Characters that are shown of the longest document. */
  readonly longestShown: number;
  /** Seats of solvers that are shown the document. */
  readonly shownToSolvers: readonly Seat[];
}

/** What each seat needs in this experiment. */
export function needsOf(seat: Seat, { baseline, longestShown, shownToSolvers }: NeedsSetting): SeatNeeds {
  const document = { withDocument: true, promptCharacters: longestShown + aroundDocument };
  const example = { withDocument: false, promptCharacters: exampleCharacters };
  const page = { withDocument: false, promptCharacters: pageCharacters };
  const plain = { json: false, schema: false, tools: "no" } as const;
  switch (seat) {
    case "main":
      return { ...plain, ...document, tools: usesTools(baseline) ? "now" : "maybe" };
    case "challenger":
    case "verifier":
      return { ...plain, ...document, json: true };
    case "judge":
      return { ...plain, ...example, json: true };
    case "weak":
    case "strong":
      return { ...plain, ...(shownToSolvers.includes(seat) ? document : example) };
    case "analyzer":
      return { ...page, json: true, schema: true, tools: "now" };
    case "implementer":
      return { ...page, json: true, schema: false, tools: "now" };
  }
}

/** What several seats, at least one, need together. */
export function joinedNeeds(needs: readonly SeatNeeds[]): SeatNeeds {
  const tools = needs.map((one) => one.tools);
  const longest = needs.reduce((long, one) => (one.promptCharacters > long.promptCharacters ? one : long));
  return {
    json: needs.some(({ json }) => json),
    schema: needs.some(({ schema }) => schema),
    tools: tools.includes("now") ? "now" : tools.includes("maybe") ? "maybe" : "no",
    promptCharacters: longest.promptCharacters,
    withDocument: longest.withDocument,
  };
}

function usesTools(files: HarnessFiles): boolean {
  return [...files].some(([path, text]) => path.endsWith(".ts") && /\btools\b/.test(text));
}
