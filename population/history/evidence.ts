import { hash } from "node:crypto";
import type { Sha256 } from "../../foundation/ids.js";
import { allTables } from "./all-tables.js";
import { type BrokenChain, walkChain } from "./chain-walk.js";
import type { Connection } from "./connection.js";
import { admissionDigest, historyDigest } from "./digest.js";
import { newestForReading } from "./open.js";
import { type PackedText, unpackText } from "./packed-text.js";
import type { RowOf, TableShape } from "./row.js";
import { type callShape, failedTryShape } from "./tables/calls.js";
import type { attemptShape, eventShape } from "./tables/episodes.js";
import type { observationShape } from "./tables/observations.js";

/** A row as it is stored. Where a history was tampered with, any cell may hold anything. */
export type Stored<Shape extends TableShape> = RowOf<Shape> & { readonly id: number };

/** A text that cannot be had as it was stored. */
export class ContentBroken extends Error {
  override readonly name = "ContentBroken";
}

/** A text that nothing in the history names. */
export interface UnnamedContent {
  readonly id: number;
  readonly name: string;
}

/** Texts that were read last, twice this at most. */
const cachedCharacters = 16_000_000;

/**
 * A history for those who check it: its rows as they are stored, streamed or a few at a time, of one moment, also
 * while a run writes. Nothing here is larger in memory than an episode.
 */
export class Evidence {
  readonly #connection: Connection;
  readonly #content;
  readonly #callsUnder;
  readonly #eventsOf;
  readonly #attemptsOf;
  readonly #observation;
  readonly #observations;
  #young = new Map<string, string>();
  #old = new Map<string, string>();
  #youngCharacters = 0;

  /** @throws UsageError when there is no history at this path. */
  constructor(path: string) {
    const connection = newestForReading(path);
    this.#connection = connection;
    connection.exec("BEGIN");
    this.#content = connection.prepare<[Buffer], PackedText>(
      "SELECT encoding, data FROM blob WHERE hash = ?",
    );
    this.#callsUnder = connection.prepare<[string, string], Stored<typeof callShape>>(
      "SELECT * FROM call WHERE key >= ? AND key < ? ORDER BY key",
    );
    this.#eventsOf = connection.prepare<[number], Stored<typeof eventShape>>(
      "SELECT * FROM event WHERE ticket = ? ORDER BY sequence",
    );
    this.#attemptsOf = connection.prepare<[number], Stored<typeof attemptShape>>(
      "SELECT * FROM attempt WHERE ticket = ? ORDER BY sequence, position",
    );
    this.#observation = connection.prepare<[number], Stored<typeof observationShape>>(
      "SELECT * FROM observation WHERE ticket = ?",
    );
    this.#observations = connection.prepare<[number, number], Stored<typeof observationShape>>(
      "SELECT * FROM observation WHERE ticket >= ? AND ticket < ? ORDER BY ticket",
    );
  }

  /** Every row of a table in insertion order. */
  rows<Shape extends TableShape>(shape: Shape): IterableIterator<Stored<Shape>> {
    return this.#connection
      .prepare<[], Stored<Shape>>(`SELECT id, ${shape.columns.join(", ")} FROM ${shape.name} ORDER BY id`)
      .iterate();
  }

  count(shape: TableShape): number {
    return this.#connection.prepare<[], number>(`SELECT COUNT(*) FROM ${shape.name}`).pluck().get() ?? 0;
  }

  /** Calls whose key begins with `prefix`, by key. */
  callsUnder(prefix: string): Stored<typeof callShape>[] {
    return this.#callsUnder.all(prefix, `${prefix}\u{10ffff}`);
  }

  /** Every key of the call table, sorted. */
  callKeys(): IterableIterator<string> {
    return this.#connection.prepare<[], string>("SELECT key FROM call ORDER BY key").pluck().iterate();
  }

  /** Keys of failed tries, each once, sorted. */
  failedKeys(): IterableIterator<string> {
    return this.#connection
      .prepare<[], string>(`SELECT DISTINCT key FROM ${failedTryShape.name} ORDER BY key`)
      .pluck()
      .iterate();
  }

  /** Texts that no call and no document names, in insertion order. */
  *unnamedContents(): Generator<UnnamedContent> {
    const named = new ContentNames();
    for (const { reply, settings, tools, messages } of this.#connection
      .prepare<[], Record<"reply" | "settings" | "tools" | "messages", unknown>>(
        "SELECT reply, settings, tools, messages FROM call",
      )
      .iterate()) {
      for (const list of [reply, settings, tools, messages]) named.addAll(list);
    }
    const documents = this.#connection.prepare<[], string>("SELECT content_hash FROM document").pluck();
    for (const hash of documents.iterate()) named.addAll(Buffer.from(String(hash), "hex"));
    const contents = this.#connection.prepare<[], { id: number; hash: unknown }>(
      "SELECT id, hash FROM blob ORDER BY id",
    );
    for (const { id, hash } of contents.iterate()) {
      if (!named.has(hash)) yield { id, name: Buffer.isBuffer(hash) ? hash.toString("hex") : String(hash) };
    }
  }

  observation(ticket: number): Stored<typeof observationShape> | undefined {
    return this.#observation.get(ticket);
  }

  /** By ticket, from `first` to before `end`. */
  observations(first: number, end: number): Stored<typeof observationShape>[] {
    return this.#observations.all(first, end);
  }

  /** Every ticket that a table names, each once, in order. */
  tickets(
    shape: typeof observationShape | typeof eventShape | typeof attemptShape,
  ): IterableIterator<number> {
    return this.#connection
      .prepare<[], number>(`SELECT DISTINCT ticket FROM ${shape.name} ORDER BY ticket`)
      .pluck()
      .iterate();
  }

  eventsOf(ticket: number): Stored<typeof eventShape>[] {
    return this.#eventsOf.all(ticket);
  }

  attemptsOf(ticket: number): Stored<typeof attemptShape>[] {
    return this.#attemptsOf.all(ticket);
  }

  /**
   * The text with this SHA-256 (32 bytes), which is checked.
   * @throws ContentBroken when the history lacks it, or holds another text under its name.
   */
  content(name: Buffer): string {
    const key = name.toString("latin1");
    const known = this.#young.get(key) ?? this.#old.get(key);
    if (known !== undefined) return known;
    const text = this.#read(name);
    if (this.#youngCharacters > cachedCharacters) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngCharacters = 0;
    }
    this.#young.set(key, text);
    this.#youngCharacters += text.length;
    return text;
  }

  #read(name: Buffer): string {
    const shown = `blob ${name.toString("hex").slice(0, 12)}`;
    const stored = this.#content.get(name);
    if (stored === undefined) throw new ContentBroken(`${shown} is missing`);
    try {
      const text = unpackText(stored);
      if (hash("sha256", text, "buffer").equals(name)) return text;
    } catch {
      throw new ContentBroken(`${shown} cannot be unpacked`);
    }
    throw new ContentBroken(`${shown} holds another text than its hash says`);
  }

  /** Walks the tamper chain, tells of every break, and returns how many rows are whole. */
  walkChain(broken: (trouble: BrokenChain) => void): number {
    let rows = 0;
    for (const _ of walkChain(this.#connection, allTables, broken)) rows += 1;
    return rows;
  }

  /** See historyDigest. */
  digest(until?: number, ends?: readonly number[]): Sha256 {
    return historyDigest(this.#connection, until, ends);
  }

  /** See admissionDigest. */
  admissionDigest(number: number): Sha256 {
    return admissionDigest(this.#connection, number);
  }

  close(): void {
    this.#connection.close();
  }
}

const nameBytes = 32;

/** Names of texts, whole: of two that begin alike none may pass for the other. */
class ContentNames {
  readonly #names = new Set<string>();

  /** Adds the names that stand one after the other in a cell. */
  addAll(cell: unknown): void {
    if (!Buffer.isBuffer(cell)) return;
    for (let at = 0; at + nameBytes <= cell.length; at += nameBytes) {
      this.#names.add(cell.toString("latin1", at, at + nameBytes));
    }
  }

  has(name: unknown): boolean {
    return Buffer.isBuffer(name) && this.#names.has(name.toString("latin1"));
  }
}
