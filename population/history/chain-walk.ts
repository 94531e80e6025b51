import { chainLink, chainStart } from "./chain.js";
import type { Connection } from "./connection.js";
import { rowHash, type TableShape, type Value } from "./row.js";

/** A row with its place in the chain. */
export interface ChainedRow {
  /** From 1, in insertion order over all tables. */
  readonly sequence: number;
  readonly shape: TableShape;
  readonly id: number;
  /** In the order of the shape's columns. */
  readonly values: readonly Value[];
  readonly rowHash: Buffer;
  readonly chainHash: Buffer;
}

/** A place where the chain and the tables do not agree: `event 12 was changed`. */
export class BrokenChain extends Error {
  override readonly name = "BrokenChain";
  constructor(
    readonly place: string,
    readonly what: string,
  ) {
    super(`${place} ${what}`);
  }
}

/** sequence, entry_table, entry_id, row_hash, chain_hash */
type Link = readonly [number, string, number, Buffer, Buffer];

/**
 * All rows in insertion order: walks the chain and every table side by side, each once, and recomputes all hashes.
 * To be used in one transaction, so that links and rows are of one moment.
 * @param broken is told of every row or link that was changed, removed or added; the walk goes on behind it when
 * this returns, without the row. Throws what it is told of when absent.
 */
export function* walkChain(
  connection: Connection,
  shapes: readonly TableShape[],
  broken = (trouble: BrokenChain): void => {
    throw trouble;
  },
): Generator<ChainedRow> {
  const rows = new Map<string, RowCursor>();
  try {
    for (const shape of shapes) rows.set(shape.name, new RowCursor(connection, shape, broken));
    yield* followLinks(linksOf(connection), rows, broken);
    for (const cursor of rows.values()) cursor.passRest();
  } finally {
    for (const cursor of rows.values()) cursor.close();
  }
}

function linksOf(connection: Connection): IterableIterator<Link> {
  return connection
    .prepare<[], Link>(
      "SELECT sequence, entry_table, entry_id, row_hash, chain_hash FROM chain ORDER BY sequence",
    )
    .raw()
    .iterate() as IterableIterator<Link>;
}

function* followLinks(
  links: Iterable<Link>,
  rows: ReadonlyMap<string, RowCursor>,
  broken: (trouble: BrokenChain) => void,
): Generator<ChainedRow, void> {
  let previous: Buffer = chainStart;
  let last = 0;
  for (const [sequence, table, id, hash, chainHash] of links) {
    for (last += 1; last < sequence; last++)
      broken(new BrokenChain(`link ${last} of the chain`, "is missing"));
    if (sequence !== last) broken(new BrokenChain(`the number of link ${last} of the chain`, "was changed"));
    const cursor = rows.get(table);
    if (cursor === undefined) broken(new BrokenChain(`${table} ${id}`, "is in no table of the history"));
    const values = cursor?.rowOf(id, hash);
    if (!chainLink(previous, hash).equals(chainHash)) {
      broken(new BrokenChain(`link ${sequence} of the chain (${table} ${id})`, "was changed"));
    }
    previous = chainHash;
    if (cursor !== undefined && values !== undefined) {
      yield { sequence, shape: cursor.shape, id, values, rowHash: hash, chainHash };
    }
  }
}

/** One table's rows in insertion order, compared with the links that name them. */
class RowCursor {
  readonly #rows: IterableIterator<[number, ...Value[]]>;
  /** The row to come; null until the first one is asked for, so that damage behind is not met before its turn. */
  #next: [number, ...Value[]] | undefined | null = null;
  /** Ids count insertions, so that a gap is a row that went together with its link. */
  #id = 0;

  constructor(
    connection: Connection,
    readonly shape: TableShape,
    private readonly broken: (trouble: BrokenChain) => void,
  ) {
    this.#rows = connection
      .prepare<[], [number, ...Value[]]>(
        `SELECT id, ${shape.columns.join(", ")} FROM ${shape.name} ORDER BY id`,
      )
      .raw()
      .iterate() as IterableIterator<[number, ...Value[]]>;
  }

  /** The values of the row that a link names; undefined when something is wrong with it. */
  rowOf(id: number, hash: Buffer): readonly Value[] | undefined {
    this.#passUntil(id);
    const row = this.#head();
    if (row === undefined || row[0] > id) return this.#tell(id, "is missing");
    this.#next = this.#read();
    const values = row.slice(1) as Value[];
    if (!rowHash(this.shape.name, id, values).equals(hash)) return this.#tell(id, "was changed");
    if (id > this.#id + 1) this.#tell(this.#id + 1, "is missing, and its link");
    this.#id = id;
    return values;
  }

  /** Rows behind the last link. */
  passRest(): void {
    this.#passUntil(Number.POSITIVE_INFINITY);
  }

  close(): void {
    this.#rows.return?.();
  }

  #passUntil(id: number): void {
    for (let row = this.#head(); row !== undefined && row[0] < id; row = this.#head()) {
      this.#next = this.#read();
      this.#tell(row[0], "was added outside the chain");
    }
  }

  #head(): [number, ...Value[]] | undefined {
    if (this.#next === null) this.#next = this.#read();
    return this.#next;
  }

  #tell(id: number, what: string): undefined {
    this.#id = Math.max(this.#id, id);
    this.broken(new BrokenChain(`${this.shape.name} ${id}`, what));
  }

  #read(): [number, ...Value[]] | undefined {
    const step = this.#rows.next();
    return step.done ? undefined : step.value;
  }
}
