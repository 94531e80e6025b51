import type { DocumentId } from "../../foundation/ids.js";
import { asDocumentId, asSha256 } from "../../foundation/ids.js";
import { type RandomStreams, randomStreams } from "../../foundation/random.js";
import { showDocument } from "../../inner/corpus/cut.js";
import type { Document, ShownDocument } from "../../inner/corpus/document.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { TaskChoice } from "../../inner/tasks/task-kind.js";
import { nullMutant } from "../../outer/null-mutant.js";
import { searchPolicyOf } from "../../outer/policies/search-policies.js";
import type { SearchPolicy } from "../../outer/policies/search-policy.js";
import { applyDiff } from "../../population/candidates/diff.js";
import { treeHash } from "../../population/candidates/tree-hash.js";
import type { Evidence, Stored } from "../../population/history/evidence.js";
import { candidateShape } from "../../population/history/tables/candidates.js";
import { documentShape } from "../../population/history/tables/documents.js";
import { runShape } from "../../population/history/tables/run-record.js";
import type { Definition } from "../definition/definition.js";
import { parseDefinition } from "../definition/parse-definition.js";
import type { Seats } from "../definition/resolve-seats.js";
import type { Identity } from "../identity.js";
import { type LoggedIdentity, seatsOf } from "../replay/logged-experiment.js";
import { taskOf } from "../task-of.js";
import { StoredDecisions } from "./stored-decisions.js";
import type { Tally } from "./tally.js";

export type DocumentRow = Stored<typeof documentShape>;
export type CandidateRow = Stored<typeof candidateShape>;

/** What of a run everything is checked against: its settings, documents and decisions, read from its history. */
export interface LoggedRun {
  readonly evidence: Evidence;
  readonly facts: ReadonlyMap<string, string>;
  /** The definitions it was started and continued with, in order; at least one. */
  readonly definitions: readonly Definition[];
  /** The last of them. */
  readonly definition: Definition;
  /** How the search spent its episodes and decided. */
  readonly policy: SearchPolicy;
  readonly identity: Identity;
  readonly seats: Seats;
  readonly choice: TaskChoice;
  readonly streams: RandomStreams;
  readonly documentRows: readonly DocumentRow[];
  readonly splits: Readonly<Record<"train" | "validation" | "test", readonly DocumentId[]>>;
  /** Documents whose text the history holds, as models were shown them. */
  readonly shown: ReadonlyMap<DocumentId, ShownDocument>;
  readonly titles: ReadonlyMap<DocumentId, { readonly title: string }>;
  readonly baseline: HarnessFiles;
  readonly candidateRows: readonly CandidateRow[];
  readonly decisions: StoredDecisions;
}

/** What a history must hold of the run it belongs to. */
export const neededFacts = [
  "experiment.identity",
  "experiment.acceptance",
  "experiment.baseline",
  "definition.1",
];

/**
 * Reads what a run is checked against.
 * @throws Error saying what is missing or cannot be read: without it nothing can be recomputed.
 */
export function loggedRun(evidence: Evidence, tally: Tally): LoggedRun {
  const facts = new Map([...evidence.rows(runShape)].map(({ name, value }) => [String(name), String(value)]));
  for (const name of neededFacts) if (!facts.has(name)) throw new Error(`run ${name} is missing`);
  const definitions = definitionsIn(facts);
  const definition = definitions.at(-1) as Definition;
  const identity = readFact(facts, "experiment.identity", (text) => JSON.parse(text) as Identity);
  const documentRows = [...evidence.rows(documentShape)];
  return {
    evidence,
    facts,
    definitions,
    definition,
    policy: searchPolicyOf(definition.search.policy),
    identity,
    seats: seatsOf(identity as unknown as LoggedIdentity),
    choice: taskOf(definition),
    streams: randomStreams(definition.seed),
    documentRows,
    splits: {
      train: idsOf(documentRows, "train"),
      validation: idsOf(documentRows, "validation"),
      test: idsOf(documentRows, "test"),
    },
    shown: shownDocuments(evidence, documentRows, definition.corpus.maxCharacters),
    titles: new Map(
      documentRows.map(({ document, title }) => [asDocumentId(String(document)), { title: String(title) }]),
    ),
    baseline: readFact(facts, "experiment.baseline", (text) => applyDiff(new Map(), text)),
    candidateRows: [...evidence.rows(candidateShape)],
    decisions: new StoredDecisions(evidence, tally),
  };
}

/** @throws Error naming the fact when it cannot be read. */
function readFact<T>(facts: ReadonlyMap<string, string>, name: string, read: (text: string) => T): T {
  try {
    return read(facts.get(name) ?? "");
  } catch (error) {
    throw new Error(`run ${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function definitionsIn(facts: ReadonlyMap<string, string>): Definition[] {
  const definitions: Definition[] = [];
  for (;;) {
    const name = `definition.${definitions.length + 1}`;
    const text = facts.get(name);
    if (text === undefined) return definitions;
    definitions.push(parseDefinition(text, `run ${name}`).definition);
  }
}

function idsOf(rows: readonly DocumentRow[], split: string): DocumentId[] {
  return rows
    .filter((row) => row.split === split)
    .sort((a, b) => Number(a.position) - Number(b.position))
    .map((row) => asDocumentId(String(row.document)));
}

function shownDocuments(
  evidence: Evidence,
  rows: readonly DocumentRow[],
  maxCharacters: number,
): Map<DocumentId, ShownDocument> {
  const shown = new Map<DocumentId, ShownDocument>();
  for (const row of rows) {
    const text = row.split === null ? null : textOf(evidence, row);
    if (text === null) continue;
    shown.set(asDocumentId(String(row.document)), showDocument(documentOf(row, text), maxCharacters));
  }
  return shown;
}

/** The text of a document; null when the history does not hold it. */
export function textOf(evidence: Evidence, row: DocumentRow): string | null {
  try {
    return evidence.content(Buffer.from(String(row.content_hash), "hex"));
  } catch {
    return null;
  }
}

export function documentOf(row: DocumentRow, text: string): Document {
  return {
    id: asDocumentId(String(row.document)),
    title: String(row.title),
    text,
    contentHash: asSha256(String(row.content_hash)),
    source: String(row.source),
    words: Number(row.words),
  };
}

/** The files of every harness that a run evaluated, by tree, made from stored diffs. */
export class LoggedHarnesses {
  readonly #files = new Map<string, HarnessFiles | null>();
  readonly #diffs = new Map<string, (() => HarnessFiles)[]>();

  constructor({ baseline, candidateRows, decisions, definition }: LoggedRun) {
    this.#add(treeHash(baseline), () => baseline);
    for (let number = 1; number <= definition.search.calibrate; number++) {
      const edited = nullMutant(baseline, number);
      this.#add(treeHash(edited), () => edited);
    }
    for (const row of candidateRows) this.#add(String(row.tree), () => applyDiff(baseline, String(row.diff)));
    for (let iteration = 1; iteration <= decisions.last("edit"); iteration++) {
      const edit = decisions.find(iteration, "edit");
      const parent = decisions.parentOf(iteration);
      if (edit === undefined || edit.tree === null || parent === undefined || parent === edit.tree) continue;
      this.#add(edit.tree, () => applyDiff(this.filesOf(parent), edit.diff));
    }
    for (const { body } of decisions.admissions) {
      this.#add(body.tree, () => applyDiff(this.filesOf(body.parent), body.diff));
    }
  }

  /** @throws Error when no stored diff leads to this tree. */
  filesOf(tree: string): HarnessFiles {
    const known = this.#files.get(tree);
    if (known === undefined) this.#files.set(tree, null); // diffs that were tampered with may lead in circles
    const files = known === undefined ? this.#made(tree) : known;
    this.#files.set(tree, files);
    if (files === null) throw new Error(`no stored diff leads to the harness ${tree.slice(0, 12)}`);
    return files;
  }

  #add(tree: string, make: () => HarnessFiles): void {
    const diffs = this.#diffs.get(tree);
    if (diffs === undefined) this.#diffs.set(tree, [make]);
    else diffs.push(make);
  }

  #made(tree: string): HarnessFiles | null {
    for (const make of this.#diffs.get(tree) ?? []) {
      const files = attempted(make);
      if (files !== null && treeHash(files) === tree) return files;
    }
    return null;
  }
}

/** A diff that does not apply is told of with its candidate or its edit. */
function attempted<T>(make: () => T): T | null {
  try {
    return make();
  } catch {
    return null;
  }
}
