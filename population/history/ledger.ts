import type { Clock } from "../../foundation/clock.js";
import { ChainEnd } from "./chain.js";
import type { Connection } from "./connection.js";
import { GroupCommit } from "./group-commit.js";
import { HistoryConflict } from "./history-error.js";
import { type RowOf, rowHash, type TableShape, type Value } from "./row.js";

/** Inserts one row; false when an equal row is there already. @throws HistoryConflict when an unequal one is. */
export type Insert<Shape extends TableShape> = (row: RowOf<Shape>) => boolean;

/** The writing side of the history: append-only tables, the chain over them, and group commit around both. */
export class Ledger {
  readonly #chain: ChainEnd;
  readonly #commits: GroupCommit;

  constructor(
    private readonly connection: Connection,
    clock: Clock,
  ) {
    this.#chain = new ChainEnd(connection);
    this.#commits = new GroupCommit(connection, clock);
  }

  /** Runs inserts as one append; resolves when they are durable. See GroupCommit.append. */
  append(write: () => void): Promise<void> {
    return this.#commits.append(() => {
      const backToMark = this.#chain.mark();
      try {
        write();
      } catch (error) {
        backToMark();
        throw error;
      }
    });
  }

  flush(): Promise<void> {
    return this.#commits.flush();
  }

  /** The inserter of a table, to be called inside `append` only. */
  table<Shape extends TableShape>(shape: Shape): Insert<Shape> {
    const columns: readonly Shape["columns"][number][] = shape.columns;
    const insert = this.connection.prepare<Value[]>(insertSql(shape));
    const storedRow =
      shape.key.length === 0 ? null : this.connection.prepare<Value[], Value[]>(findSql(shape)).raw();
    return (row) => {
      const values = columns.map((column) => row[column]);
      const { changes, lastInsertRowid } = insert.run(...values);
      if (changes === 1) {
        const id = Number(lastInsertRowid);
        this.#chain.add(shape.name, id, rowHash(shape.name, id, values));
        return true;
      }
      const key = shape.key.map((column: Shape["columns"][number]) => row[column]);
      requireEqual(shape, key, values, storedRow?.get(...key) ?? []);
      return false;
    };
  }
}

function insertSql({ name, columns, key }: TableShape): string {
  const holes = columns.map(() => "?").join(", ");
  const again = key.length === 0 ? "" : ` ON CONFLICT (${key.join(", ")}) DO NOTHING`;
  return `INSERT INTO ${name} (${columns.join(", ")}) VALUES (${holes})${again}`;
}

function findSql({ name, columns, key }: TableShape): string {
  return `SELECT ${columns.join(", ")} FROM ${name} WHERE ${key.map((column) => `${column} = ?`).join(" AND ")}`;
}

function requireEqual(
  shape: TableShape,
  key: readonly Value[],
  values: readonly Value[],
  stored: readonly Value[],
) {
  if (rowHash(shape.name, 0, values).equals(rowHash(shape.name, 0, stored))) return;
  throw new HistoryConflict(shape.name, key.join("/"));
}
