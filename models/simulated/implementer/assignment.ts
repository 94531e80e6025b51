import { z } from "zod";
import type { CauseText } from "../analyzer/cause.js";
import { type SimulatedRequest, textOf } from "../wire/request.js";
import { readSection } from "../wire/sections.js";

/** What the implementer was asked, as it understands it. */
export interface Assignment {
  /** Rounds lost to each cause it recognises in the report. */
  readonly lost: ReadonlyMap<string, number>;
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
    z.object({ cause: z.string(), evidence: z.string().catch(""), rounds_lost: z.number().catch(1) }),
  ),
});

/** A statement of the report: the cause it names, the rounds it counts, and the text around it. */
interface Statement {
  readonly cause: string;
  readonly rounds: number;
  readonly evidence: string;
}

/** What a request says to a reader who knows these causes. */
export function readAssignment(
  causes: Readonly<Record<string, CauseText>>,
  request: SimulatedRequest,
): Assignment {
  const user = textOf(request, "user");
  const statements = readReport(readSection(user, "report") ?? "");
  return {
    lost: lostRounds(causes, statements),
    history: (readSection(user, "history") ?? "").split("\n").map((text) => ({
      failed: /\b(?:rejected|invalid|inconclusive)\b/.test(text),
      text,
    })),
    code: (readSection(user, "edits") ?? "").trim() === "all",
    quotation: longestQuotation(statements),
  };
}

/** The root causes where the report is the usual JSON, else its lines. */
function readReport(report: string): Statement[] {
  try {
    const { root_causes } = reportSchema.parse(JSON.parse(report));
    return root_causes.map(({ rounds_lost, ...one }) => ({ ...one, rounds: rounds_lost }));
  } catch {
    return report.split("\n").map((line) => ({
      cause: line,
      rounds: Number(/(\d+)\s+(?:of\s+\d+\s+)?rounds?/.exec(line)?.[1] ?? 1),
      evidence: line,
    }));
  }
}

function lostRounds(
  causes: Readonly<Record<string, CauseText>>,
  statements: readonly Statement[],
): Map<string, number> {
  const lost = new Map<string, number>();
  for (const { cause: text, rounds } of statements) {
    const cause = Object.keys(causes).find((name) => causes[name]?.words.test(text));
    if (cause !== undefined) lost.set(cause, (lost.get(cause) ?? 0) + rounds);
  }
  return lost;
}

function longestQuotation(statements: readonly Statement[]): string {
  return statements
    .flatMap(({ evidence }) => [...evidence.matchAll(/"([^"\n]{40,})"/g)].map(([, text]) => text ?? ""))
    .reduce((longest, text) => (text.length > longest.length ? text : longest), "");
}
