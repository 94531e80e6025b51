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

/** One sentence about the first place where the chain and the tables do not agree. */
export class BrokenChain extends Error {
  override readonly name = "BrokenChain";
}

interface Link {
  readonly sequence: number;
  readonly entry_table: string;
  readonly entry_id: number;
  readonly row_hash: Buffer;
  readonly chain_hash: Buffer;
}

/**
 * All rows in insertion order: walks the chain and every table side by side, each once, and recomputes all hashes.
 * To be used in one transaction, so that links and rows are of one moment.
 * @throws BrokenChain at the first row or link that was changed, removed or added.
 */
export function* walkChain(connection: Connection, shapes: readonly TableShape[]): Generator<ChainedRow> {
  const rows = new Map(shapes.map((shape) => [shape.name, new RowCursor(connection, shape)]));
  const links = connection.prepare<[], Link>("SELECT * FROM chain ORDER BY sequence").iterate();
  try {
    yield* followLinks(links, rows);
    for (const [table, cursor] of rows) {
      const extra = cursor.next();
      if (extra !== undefined) throw new BrokenChain(`${table} ${extra.id} was added outside the chain`);
    }
  } finally {
    links.return?.();
    for (const cursor of rows.values()) cursor.close();
  }
}

function* followLinks(
  links: Iterable<Link>,
  rows: ReadonlyMap<string, RowCursor>,
): Generator<ChainedRow, void> {
  let previous: Buffer = chainStart;
  let sequence = 0;
  for (const link of links) {
    sequence += 1;
    const place = `${link.entry_table} ${link.entry_id}`;
    if (link.sequence !== sequence) throw new BrokenChain(`link ${sequence} of the chain is missing`);
    const cursor = rows.get(link.entry_table);
    if (cursor === undefined) throw new BrokenChain(`${place} is in no table of the history`);
    const values = cursor.rowOf(link, place);
    previous = chainLink(previous, link.row_hash);
    if (!previous.equals(link.chain_hash)) {
      throw new BrokenChain(`link ${sequence} of the chain (${place}) was changed`);
    }
    yield {
      sequence,
      shape: cursor.shape,
      id: link.entry_id,
      values,
      rowHash: link.row_hash,
      chainHash: link.chain_hash,
    };
  }
}

/** One table's rows in insertion order, compared with the links that name them. */
class RowCursor {
  readonly #rows: IterableIterator<unknown[]>;

  constructor(
    connection: Connection,
    readonly shape: TableShape,
  ) {
    this.#rows = connection
      .prepare<[], unknown[]>(`SELECT id, ${shape.columns.join(", ")} FROM ${shape.name} ORDER BY id`)
      .raw()
      .iterate();
  }

  next(): { id: number; values: Value[] } | undefined {
    const step = this.#rows.next();
    if (step.done) return undefined;
    const [id, ...values] = step.value as [number, ...Value[]];
    return { id, values };
  }

  rowOf(link: Link, place: string): readonly Value[] {
    const row = this.next();
    if (row === undefined || row.id > link.entry_id) throw new BrokenChain(`${place} is missing`);
    if (row.id !== link.entry_id) {
      throw new BrokenChain(`${place} is preceded by ${row.id}, which was added outside the chain`);
    }
    if (rowHash(this.shape.name, row.id, row.values).equals(link.row_hash)) return row.values;
    throw new BrokenChain(`${place} was changed`);
  }

  close(): void {
    this.#rows.return?.();
  }
}
