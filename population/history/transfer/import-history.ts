import { UsageError } from "../../../foundation/errors.js";
import type { Line } from "../../../foundation/lines.js";
import { allTables } from "../all-tables.js";
import { chainLink, chainStart } from "../chain.js";
import {
  type Connection,
  explained,
  isClash,
  isOfDatabase,
  makeFast,
  openForWriting,
} from "../connection.js";
import { migrate, newestFormat } from "../migrate.js";
import { rowHash, type TableShape, type Value } from "../row.js";
import { type ExportHeader, exportFormat, exportHeader, exportVersion } from "./export-header.js";
import { type ExportedRow, exportedRow, storedValues } from "./exported-row.js";

/**
 * Writes the history that an export holds to a new file: row by row the same, with the same chain. `source` names
 * the export in messages. The file is not durable yet when this resolves, and of no use when it rejects.
 * @throws UsageError naming the first line that is no line of an export, was changed, or is missing.
 */
export async function importHistory(
  lines: AsyncIterable<Line>,
  source: string,
  path: string,
): Promise<ExportHeader> {
  const reading = lines[Symbol.asyncIterator]();
  const first = await reading.next();
  const header = headerIn(first.done === true ? "" : first.value.text, source);
  const connection = openForWriting(path);
  try {
    makeFast(connection);
    migrate(connection);
    await insertAll({ [Symbol.asyncIterator]: () => reading }, new Importer(connection, source, header));
    return header;
  } catch (error) {
    throw explained(error, path);
  } finally {
    connection.close();
  }
}

function headerIn(text: string, source: string): ExportHeader {
  const value = parsed(text);
  const { format, version } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (format === exportFormat && typeof version === "number" && version > exportVersion) {
    throw new UsageError(`${source} was exported by a newer version of this program: use that one`);
  }
  const read = exportHeader.safeParse(value);
  if (!read.success) {
    throw new UsageError(
      `${source} is not an export of a history (line 1): name a file made by \`autodata-lab history export\``,
    );
  }
  if (read.data.history > newestFormat) {
    throw new UsageError(
      `${source} holds a history of format ${read.data.history} and this program knows formats up to ` +
        `${newestFormat}: use a newer version of it`,
    );
  }
  return read.data;
}

async function insertAll(lines: AsyncIterable<Line>, importer: Importer): Promise<void> {
  let last = 1;
  for await (const line of lines) {
    last = line.number;
    importer.add(line);
  }
  importer.finish(last);
}

class Importer {
  readonly #tables: ReadonlyMap<string, { shape: TableShape; insert: (id: number, values: Value[]) => void }>;
  readonly #link;
  readonly #counts = new Map(allTables.map(({ name }) => [name, 0]));
  #rows = 0;
  #chain: Buffer = chainStart;

  constructor(
    private readonly connection: Connection,
    private readonly source: string,
    private readonly header: ExportHeader,
  ) {
    this.#tables = new Map(
      allTables.map((shape) => {
        const holes = shape.columns.map(() => ", ?").join("");
        const sql = `INSERT INTO ${shape.name} (id, ${shape.columns.join(", ")}) VALUES (?${holes})`;
        const insert = connection.prepare<Value[]>(sql);
        return [shape.name, { shape, insert: (id, values) => void insert.run(id, ...values) }];
      }),
    );
    this.#link = connection.prepare<[number, string, number, Buffer, Buffer]>(
      "INSERT INTO chain (sequence, entry_table, entry_id, row_hash, chain_hash) VALUES (?, ?, ?, ?, ?)",
    );
    connection.exec("BEGIN");
  }

  /** @throws UsageError when the line is no row of the export, or was changed. */
  add(line: Line): void {
    if (this.#rows === this.header.rows) {
      throw this.#refusal(line.number, `is one more than the ${this.header.rows} rows that line 1 announces`);
    }
    const row = exportedRow.safeParse(parsed(line.text));
    if (!row.success) {
      throw this.#refusal(line.number, line.ended ? "is no row of an export" : "is cut off");
    }
    try {
      this.#insert(row.data);
    } catch (error) {
      if (!(error instanceof Error) || (isOfDatabase(error) && !isClash(error))) throw error;
      throw this.#refusal(line.number, `(${row.data.table} ${row.data.id}) ${error.message}`);
    }
  }

  /** @throws UsageError when rows are missing, or are not those that were exported. */
  finish(lastLine: number): void {
    const missing = this.header.rows - this.#rows;
    if (missing > 0) {
      throw new UsageError(
        `${this.source} is cut off after line ${lastLine}: ${missing} of its ${this.header.rows} rows are missing; ` +
          "copy it again, or export the run again",
      );
    }
    if (this.#chain.toString("hex") !== this.header.chain) {
      throw this.#refusal(1, "was changed: its chain hash is not that of the rows below it");
    }
    for (const [table, rows] of Object.entries(this.header.tables)) {
      if (this.#counts.get(table) === rows) continue;
      throw this.#refusal(1, `was changed: it announces ${rows} rows of table ${table}`);
    }
    this.connection.exec("COMMIT");
  }

  #insert(row: ExportedRow): void {
    const table = this.#tables.get(row.table);
    if (table === undefined) throw new Error("is of an unknown table");
    const values = storedValues(table.shape, row);
    const hash = rowHash(row.table, row.id, values);
    if (hash.toString("hex") !== row.hash)
      throw new Error("was changed: its hash is not that of its content");
    table.insert(row.id, values);
    this.#rows += 1;
    this.#counts.set(row.table, (this.#counts.get(row.table) ?? 0) + 1);
    this.#chain = chainLink(this.#chain, hash);
    this.#link.run(this.#rows, row.table, row.id, hash, this.#chain);
  }

  #refusal(line: number, what: string): UsageError {
    return new UsageError(`${this.source} line ${line} ${what}; export the run again`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
