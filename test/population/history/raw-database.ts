import Database from "better-sqlite3";

/** The file as any other program sees it. The caller closes it. */
export function openRaw(path: string): Database.Database {
  return new Database(path);
}

/** Runs changes that the history itself refuses, as somebody with the sqlite3 program could. */
export function tamper(path: string, change: (raw: Database.Database) => void): void {
  const raw = openRaw(path);
  const triggers = raw.prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck();
  for (const trigger of triggers.all()) raw.exec(`DROP TRIGGER ${trigger}`);
  change(raw);
  raw.close();
}
