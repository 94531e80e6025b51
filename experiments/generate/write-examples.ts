import type { DocumentId, ExampleId } from "../../foundation/ids.js";
import type { TaskKind } from "../../inner/tasks/task-kind.js";
import { taskKinds } from "../../inner/tasks/task-kinds.js";
import type { Trajectory } from "../../inner/trajectory.js";
import type { HistoryReader } from "../../population/history/history.js";
import type { EpisodeItem } from "../compare/measured-items.js";
import { disclose, givenAway } from "./disclose.js";
import { type PlannedEpisode, plannedEpisodes } from "./episodes.js";
import { acceptedItem, type ExampleRecord, exampleRecord } from "./example-record.js";
import { type GenerationSummary, type Spent, SummaryTally } from "./generation-summary.js";
import { JsonLines } from "./json-lines.js";
import { batchOf, learningCost, type NotesVersion, notesFor, versionsOf } from "./learnings.js";
import type { PreparedGeneration } from "./prepare-generation.js";
import type { EpisodeSource } from "./provenance.js";
import { type RejectedFor, rejectedRecord } from "./rejected-record.js";

/**
 * Writes the files of a generation from its history, one episode in memory at a time, and sums it up. They hold the
 * episodes that are finished, in order, and so depend on nothing but those.
 * @throws ReportsNotWritten when the disk refuses; earlier files are then as they were.
 */
export function writeExamples(
  prepared: PreparedGeneration,
  history: Pick<HistoryReader, "episodes" | "totals" | "decisions" | "calls">,
  positions: ReadonlyMap<DocumentId, number>,
): GenerationSummary {
  const { episodes, totals } = history;
  const versions = versionsOf(history);
  const writer = new ExampleWriter(prepared, versions);
  try {
    let planned = 0;
    for (const episode of plannedEpisodes(prepared, positions)) {
      planned += 1;
      const trajectory = episodes.find(episode.ticket);
      if (trajectory !== undefined) writer.add(episode, trajectory);
    }
    writeNotes(prepared, versions);
    return writer.finish(planned, { all: totals.usage().total, learning: learningCost(history) });
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

/** What becomes of an episode's example in the files. */
interface Fate {
  readonly outcome: RejectedFor;
  readonly reason: string;
}

class ExampleWriter {
  readonly #kind: TaskKind;
  readonly #stages: readonly string[];
  readonly #tally: SummaryTally;
  readonly #written = new Map<ExampleId, string>();
  readonly #files: readonly JsonLines[];
  readonly #examples: JsonLines;
  readonly #rejected: JsonLines;
  readonly #key: JsonLines | null;

  constructor(
    private readonly prepared: PreparedGeneration,
    private readonly versions: readonly NotesVersion[],
  ) {
    const { files, choice, definition } = prepared;
    const kind = taskKinds.get(definition.task);
    if (kind === undefined) throw new Error(`there is no task ${definition.task}`);
    this.#kind = kind;
    this.#stages = choice.task.stages.map(({ name }) => name);
    this.#tally = new SummaryTally(kind.figures);
    this.#examples = new JsonLines(files.examples);
    this.#rejected = new JsonLines(files.rejected);
    this.#key = files.key === null ? null : new JsonLines(files.key);
    this.#files = [this.#examples, this.#rejected, ...(this.#key === null ? [] : [this.#key])];
  }

  add({ document, place }: PlannedEpisode, trajectory: Trajectory): void {
    const { learnings } = this.prepared.origin;
    const notesVersion =
      learnings === null ? 0 : notesFor(batchOf(place.position, learnings.every), this.versions).version;
    const source = { document, notesVersion };
    const item = acceptedItem(trajectory, this.#stages);
    const refused = item === undefined ? trajectory.observation : this.#addExample(item, trajectory, source);
    this.#tally.add(trajectory, refused?.outcome ?? "accepted");
    if (refused === null) return;
    this.#rejected.write(rejectedRecord(this.prepared.origin, refused, trajectory, source));
  }

  finish(planned: number, spent: Spent): GenerationSummary {
    for (const file of this.#files) file.finish();
    return this.#tally.summary(this.prepared.origin, planned, spent, this.versions);
  }

  abandon(): void {
    for (const file of this.#files) file.abandon();
  }

  /** Writes an accepted example, or returns why it is not written. */
  #addExample(item: EpisodeItem, trajectory: Trajectory, source: EpisodeSource): Fate | null {
    const record = exampleRecord(this.prepared.origin, item, trajectory, source);
    const refused = this.#refused(record);
    if (refused !== null) return refused;
    this.#written.set(record.id, source.document.source);
    this.#tally.addExample(item);
    this.#write(record);
    return null;
  }

  #refused(record: ExampleRecord): Fate | null {
    const given = this.#key === null ? null : givenAway(this.#kind.disclosure, record);
    if (given !== null) {
      return { outcome: "withheld", reason: `solvers would be shown a text of its key: ${given}` };
    }
    const earlier = this.#written.get(record.id);
    if (earlier === undefined) return null;
    return { outcome: "duplicate", reason: `example ${record.id} was made from ${earlier} before` };
  }

  #write(record: ExampleRecord): void {
    if (this.#key === null) {
      this.#examples.write(record);
      return;
    }
    const { shown, key } = disclose(this.#kind.disclosure, record);
    this.#examples.write(shown);
    this.#key.write(key);
  }
}

/** Every version of the notes, one to a line; no file without notes. */
function writeNotes({ files, origin }: PreparedGeneration, versions: readonly NotesVersion[]): void {
  if (origin.learnings === null) return;
  const { every } = origin.learnings;
  const lines = new JsonLines(files.learnings);
  for (const { version, notes, problem } of versions) {
    lines.write({
      schema: "autodata-lab/learnings/1",
      version,
      after_documents: version * every,
      notes,
      problem,
    });
  }
  lines.finish();
}
