/** Triggers with which a table refuses every change and removal of a row. */
export function appendOnly(table: string): string {
  return ["UPDATE", "DELETE"]
    .map(
      (verb) =>
        `CREATE TRIGGER ${table}_refuses_${verb.toLowerCase()} BEFORE ${verb} ON ${table} ` +
        "BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;",
    )
    .join("\n");
}
