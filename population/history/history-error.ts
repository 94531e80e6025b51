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

/** The disk or the database refused a write. Everything up to the last durable append was kept, and nothing after. */
export class HistoryWriteFailed extends Error {
  override readonly name = "HistoryWriteFailed";
  constructor(reason: unknown) {
    super(
      `the history cannot be written (${messageOf(reason)}): free the disk, then run again to continue; ` +
        "what was stored is kept, and what was under way is asked again",
      { cause: reason },
    );
  }
}

const messageOf = (reason: unknown) => (reason instanceof Error ? reason.message : String(reason));
