import { renameSync, rmSync } from "node:fs";
import { chainLink, chainStart } from "../../population/history/chain.js";
import { openForWriting } from "../../population/history/connection.js";
import { migrate } from "../../population/history/migrate.js";
import { firstTables } from "../../population/history/migrations/0001-first-tables.js";

interface Link {
  readonly entry_table: string;
  readonly entry_id: number;
  readonly row_hash: Buffer;
}

/**
 * Writes a history again as the first version of the program would have: its tables alone, and the chain over their
 * rows. Nobody else may have the file open.
 */
export function toFirstFormat(path: string): void {
  const old = openForWriting(`${path}.first`);
  migrate(old, [firstTables]);
  const names = old
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  old.prepare("ATTACH ? AS newer").run(path);
  for (const name of names) {
    if (name !== "chain") old.exec(`INSERT INTO main.${name} SELECT * FROM newer.${name}`);
  }
  const links = old.prepare<[], Link>("SELECT * FROM newer.chain ORDER BY sequence").all();
  const add = old.prepare("INSERT INTO main.chain VALUES (?, ?, ?, ?, ?)");
  let hash: Buffer = chainStart;
  let sequence = 0;
  for (const { entry_table, entry_id, row_hash } of links) {
    if (!names.includes(entry_table)) continue;
    hash = chainLink(hash, row_hash);
    sequence += 1;
    add.run(sequence, entry_table, entry_id, row_hash, hash);
  }
  old.exec("DETACH newer");
  old.close();
  renameSync(`${path}.first`, path);
  for (const part of ["-wal", "-shm", "-journal"]) rmSync(`${path}${part}`, { force: true });
}
