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

/** What was to be appended has no form in the file: too deep, too large, circular, no JSON. Only it was refused. */
export class NotStorable extends Error {
  override readonly name = "NotStorable";
  constructor(reason: unknown) {
    super(
      `the history cannot store this entry (${messageOf(reason)}): store plain JSON of moderate depth and size`,
      { cause: reason },
    );
  }
}

/** The disk or the database refused a write. Nothing after the last durable append was kept. */
export class HistoryWriteFailed extends Error {
  override readonly name = "HistoryWriteFailed";
  constructor(reason: unknown) {
    super(
      `the history cannot be written (${messageOf(reason)}): ` +
        "free the disk or stop the other run in this folder, then run again to continue",
      { cause: reason },
    );
  }
}

const messageOf = (reason: unknown) => (reason instanceof Error ? reason.message : String(reason));
