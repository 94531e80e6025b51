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
  const withDocument = longestShown + aroundDocument;
  const plain = { json: false, schema: false, tools: "no" } as const;
  switch (seat) {
    case "main":
      return { ...plain, tools: usesTools(baseline) ? "now" : "maybe", promptCharacters: withDocument };
    case "challenger":
    case "verifier":
      return { ...plain, json: true, promptCharacters: withDocument };
    case "judge":
      return { ...plain, json: true, promptCharacters: exampleCharacters };
    case "weak":
    case "strong":
      return {
        ...plain,
        promptCharacters: shownToSolvers.includes(seat) ? withDocument : exampleCharacters,
      };
    case "analyzer":
      return { json: true, schema: true, tools: "now", promptCharacters: pageCharacters };
    case "implementer":
      return { json: true, schema: false, tools: "now", promptCharacters: pageCharacters };
  }
}

/** What several seats need together. */
export function joinedNeeds(needs: readonly SeatNeeds[]): SeatNeeds {
  const tools = needs.map((one) => one.tools);
  return {
    json: needs.some(({ json }) => json),
    schema: needs.some(({ schema }) => schema),
    tools: tools.includes("now") ? "now" : tools.includes("maybe") ? "maybe" : "no",
    promptCharacters: Math.max(0, ...needs.map(({ promptCharacters }) => promptCharacters)),
  };
}

function usesTools(files: HarnessFiles): boolean {
  return [...files].some(([path, text]) => path.endsWith(".ts") && /\btools\b/.test(text));
}
