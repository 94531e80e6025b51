import { asDocumentId, asTicket, asTreeHash } from "../../../foundation/ids.js";
import type { Observation } from "../../../inner/trajectory.js";
import type { RowOf } from "../row.js";

export const observationShape = {
  name: "observation",
  columns: [
    "ticket",
    "candidate",
    "document",
    "split",
    "purpose",
    "repeat",
    "outcome",
    "reason",
    "rounds",
    "ticks",
    "calls",
    "input_tokens",
    "output_tokens",
    "cost_usd",
  ],
  key: ["ticket"],
} as const;

export interface ObservationRow {
  readonly ticket: number;
  readonly candidate: string;
  readonly document: string;
  readonly split: Observation["split"];
  readonly purpose: Observation["purpose"];
  readonly repeat: number;
  readonly outcome: Observation["outcome"];
  readonly reason: string;
  readonly rounds: number;
  readonly ticks: number;
  readonly calls: number;
  readonly input_tokens: number | null;
  readonly output_tokens: number | null;
  readonly cost_usd: number | null;
}

export function observationRow({ cost, ...observation }: Observation) {
  return {
    ...observation,
    calls: cost.calls,
    input_tokens: cost.inputTokens,
    output_tokens: cost.outputTokens,
    cost_usd: cost.costUsd,
  } satisfies RowOf<typeof observationShape>;
}

export function observationOf(row: ObservationRow): Observation {
  return {
    ticket: asTicket(row.ticket),
    candidate: asTreeHash(row.candidate),
    document: asDocumentId(row.document),
    split: row.split,
    purpose: row.purpose,
    repeat: row.repeat,
    outcome: row.outcome,
    reason: row.reason,
    rounds: row.rounds,
    ticks: row.ticks,
    cost: {
      calls: row.calls,
      inputTokens: row.input_tokens,
      outputTokens: row.output_tokens,
      costUsd: row.cost_usd,
    },
  };
}
