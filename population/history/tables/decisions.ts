import { canonicalJson } from "../../../foundation/digest.js";
import { inLongStage } from "../../../foundation/stages.js";
import type { Connection } from "../connection.js";
import type { DecisionEntry, DecisionLog } from "../history.js";
import type { Ledger } from "../ledger.js";

export const decisionShape = {
  name: "decision",
  columns: ["iteration", "kind", "body"],
  key: ["iteration", "kind"],
} as const;

interface DecisionRow {
  readonly iteration: number;
  readonly kind: string;
  readonly body: string;
}

export function decisionReader(connection: Connection): Pick<DecisionLog, "find" | "all"> {
  const one = connection.prepare<[number, string], DecisionRow>(
    "SELECT * FROM decision WHERE iteration = ? AND kind = ?",
  );
  const every = connection.prepare<[], DecisionRow>("SELECT * FROM decision ORDER BY iteration, kind");
  return {
    find: (iteration, kind) => {
      const row = one.get(iteration, kind);
      return row && entryOf(row);
    },
    all: () => every.all().map(entryOf),
  };
}

export function decisionLog(connection: Connection, ledger: Ledger): DecisionLog {
  const decisions = ledger.table(decisionShape);
  return {
    ...decisionReader(connection),
    append: ({ iteration, kind, body }) =>
      inLongStage("decision", () =>
        ledger.append(() => void decisions({ iteration, kind, body: canonicalJson(body) })),
      ),
  };
}

function entryOf({ iteration, kind, body }: DecisionRow): DecisionEntry {
  return { iteration, kind, body: JSON.parse(body) };
}
