/** A row was written again with other content: the run and its history do not belong together. */
export class HistoryConflict extends Error {
  override readonly name = "HistoryConflict";
  constructor(
    readonly table: string,
    readonly key: string,
  ) {
    super(`the history already holds another ${table} for ${key}: start a new run folder`);
  }
}

/** The disk or the database refused a write. Nothing after the last durable append was kept. */
export class HistoryWriteFailed extends Error {
  override readonly name = "HistoryWriteFailed";
  constructor(reason: unknown) {
    super(
      `the history cannot be written (${reason instanceof Error ? reason.message : String(reason)}): ` +
        "free the disk or stop the other run in this folder, then run again to continue",
      { cause: reason },
    );
  }
}
