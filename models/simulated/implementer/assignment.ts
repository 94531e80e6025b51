import { z } from "zod";
import { type Cause, causes, causeTexts } from "../analyzer/causes.js";
import { type SimulatedRequest, textOf } from "../wire/request.js";
import { readSection } from "../wire/sections.js";

/** What the implementer was asked, as it understands it. */
export interface Assignment {
  /** Rounds lost to each cause it recognises in the report. */
  readonly lost: ReadonlyMap<Cause, number>;
  readonly history: readonly HistoryLine[];
  /** Workflow code may be edited too. */
  readonly code: boolean;
  /** The longest passage quoted in the report; empty when there is none. */
  readonly quotation: string;
}

export interface HistoryLine {
  readonly failed: boolean;
  readonly text: string;
}

const reportSchema = z.object({
  root_causes: z.array(
    z.object({ cause: z.string(), rounds_lost: z.number().catch(1), remedy: z.string().catch("") }),
  ),
});

export function readAssignment(request: SimulatedRequest): Assignment {
  const user = textOf(request, "user");
  const report = readSection(user, "report") ?? "";
  return {
    lost: lostRounds(report),
    history: (readSection(user, "history") ?? "").split("\n").map((text) => ({
      failed: /\b(?:rejected|invalid|inconclusive)\b/.test(text),
      text,
    })),
    code: (readSection(user, "edits") ?? "").trim() === "all",
    quotation: longestQuotation(report),
  };
}

/** By the report's own numbers where it is the usual JSON, else one for every line that speaks of a cause. */
function lostRounds(report: string): Map<Cause, number> {
  const lost = new Map<Cause, number>();
  for (const { text, rounds } of statements(report)) {
    const cause = causes.find((one) => causeTexts[one].words.test(text));
    if (cause !== undefined) lost.set(cause, (lost.get(cause) ?? 0) + rounds);
  }
  return lost;
}

function statements(report: string): { readonly text: string; readonly rounds: number }[] {
  try {
    const { root_causes } = reportSchema.parse(JSON.parse(report));
    return root_causes.map(({ cause, rounds_lost }) => ({ text: cause, rounds: rounds_lost }));
  } catch {
    return report.split("\n").map((text) => ({
      text,
      rounds: Number(/(\d+)\s+(?:of\s+\d+\s+)?rounds?/.exec(text)?.[1] ?? 1),
    }));
  }
}

function longestQuotation(report: string): string {
  const quoted = [...report.matchAll(/\\?"([^"\\\n]{40,})\\?"/g)].map(([, text]) => text ?? "");
  return quoted
    .filter(
      (text) =>
        !causes.some((cause) => causeTexts[cause].cause === text || causeTexts[cause].remedy === text),
    )
    .reduce((longest, text) => (text.length > longest.length ? text : longest), "");
}
