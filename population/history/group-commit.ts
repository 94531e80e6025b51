import type { Clock } from "../../foundation/clock.js";
import { inStage } from "../../foundation/stages.js";
import { type Connection, explained, isDamage, isFaultOfContent } from "./connection.js";
import { HistoryConflict, HistoryWriteFailed, NotStorable } from "./history-error.js";

/** The appends of one transaction; all learn their fate together. */
interface Batch {
  readonly committed: Promise<void>;
  resolve(): void;
  reject(reason: Error): void;
}

/**
 * Group commit: appends write into one open transaction, which is committed on the next turn of the event
 * loop, so that hundreds of appends under way share one fsync. On a slow disk the next commit waits as long as
 * the last one took, so that at most half of the thread's time goes into commits.
 */
export class GroupCommit {
  readonly #begin;
  readonly #end;
  readonly #mark;
  readonly #keep;
  readonly #undo;
  #batch: Batch | null = null;
  #failure: Error | null = null;
  #pauseMs = 0;

  constructor(
    private readonly connection: Connection,
    private readonly clock: Clock,
  ) {
    this.#begin = connection.prepare("BEGIN IMMEDIATE");
    this.#end = connection.prepare("COMMIT");
    this.#mark = connection.prepare("SAVEPOINT append");
    this.#keep = connection.prepare("RELEASE append");
    this.#undo = connection.prepare("ROLLBACK TO append");
  }

  /**
   * Runs `write` at once, so that this connection sees its rows, and resolves when they are durable. Appends issued
   * without waiting in between become durable together. Rejects with HistoryConflict or NotStorable for this append
   * alone, which then leaves no row, or for it and all later ones with HistoryWriteFailed, or with UsageError when the
   * file is damaged.
   */
  append(write: () => void): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    try {
      this.#batch ??= this.#open();
      const refused = this.#writeWhole(write);
      return refused === null ? this.#batch.committed : Promise.reject(refused);
    } catch (error) {
      return Promise.reject(this.#fail(error));
    }
  }

  /** All rows of the append or none; returns why it was none. */
  #writeWhole(write: () => void): Error | null {
    this.#mark.run();
    try {
      write();
      this.#keep.run();
      return null;
    } catch (error) {
      if (!isFaultOfContent(error)) throw error;
      this.#undo.run();
      this.#keep.run();
      return error instanceof HistoryConflict ? error : new NotStorable(error);
    }
  }

  /** Commits what was appended so far. */
  flush(): Promise<void> {
    if (this.#failure !== null) return Promise.reject(this.#failure);
    const batch = this.#batch;
    this.#commit();
    return batch?.committed ?? Promise.resolve();
  }

  #open(): Batch {
    this.#begin.run();
    const batch = newBatch();
    const commit = () => {
      if (this.#batch === batch) this.#commit();
    };
    if (this.#pauseMs > 0) setTimeout(commit, this.#pauseMs);
    else setImmediate(commit);
    return batch;
  }

  #commit(): void {
    const batch = this.#batch;
    if (batch === null) return;
    const started = this.clock.elapsed();
    try {
      inStage("commit", () => this.#end.run());
      this.#batch = null;
      batch.resolve();
    } catch (error) {
      this.#fail(error);
    }
    this.#pauseMs = this.clock.elapsed() - started;
  }

  /** Gives the whole batch up: a half-written append must not become durable. */
  #fail(reason: unknown): Error {
    const damage = isDamage(reason) ? explained(reason, this.connection.name) : null;
    const failure = damage instanceof Error ? damage : new HistoryWriteFailed(reason);
    this.#failure = failure;
    this.#batch?.reject(failure);
    this.#batch = null;
    if (this.connection.inTransaction) this.connection.exec("ROLLBACK");
    return failure;
  }
}

function newBatch(): Batch {
  let resolve = () => {};
  let reject: (reason: Error) => void = () => {};
  const committed = new Promise<void>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  committed.catch(() => {}); // an append that was refused alone leaves a batch that nobody waits for
  return { committed, resolve, reject };
}
