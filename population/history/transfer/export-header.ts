import { z } from "zod";

export const exportFormat = "autodata-lab history export";
/** Of the export itself; raised when a reader of an earlier one would misunderstand it. */
export const exportVersion = 1;

const count = z.int().nonnegative();
export const hexHash = z.string().regex(/^[0-9a-f]{64}$/);

/** The first line of an export. */
export const exportHeader = z.strictObject({
  format: z.literal(exportFormat),
  version: z.literal(exportVersion),
  /** Format of the history file, as SQLite's user_version counts it. */
  history: count,
  /** Lines that follow, one per row. */
  rows: count,
  /** Rows by table. */
  tables: z.record(z.string(), count),
  /** The last hash of the tamper chain over all rows. */
  chain: hexHash,
});
export type ExportHeader = z.infer<typeof exportHeader>;
