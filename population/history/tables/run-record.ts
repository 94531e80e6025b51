import type { Connection } from "../connection.js";
import type { RunRecord } from "../history.js";
import type { Ledger } from "../ledger.js";

export const runShape = { name: "run", columns: ["name", "value"], key: ["name"] } as const;

export function runReader(connection: Connection): Pick<RunRecord, "get"> {
  const select = connection.prepare<[string], string>("SELECT value FROM run WHERE name = ?").pluck();
  return { get: (name) => select.get(name) };
}

export function runRecord(connection: Connection, ledger: Ledger): RunRecord {
  const facts = ledger.table(runShape);
  return {
    ...runReader(connection),
    put: (name, value) => ledger.append(() => void facts({ name, value })),
  };
}
