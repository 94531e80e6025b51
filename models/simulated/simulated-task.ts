import type { Seat } from "../chat.js";
import type { CauseText } from "./analyzer/cause.js";
import type { ReadRound } from "./analyzer/rounds.js";
import type { Edit } from "./implementer/edit.js";
import type { Remedy } from "./implementer/remedy.js";
import type { InstructionReader } from "./instructions/reading.js";
import type { CorpusIndex } from "./text/corpus-index.js";
import type { SimulatedRequest } from "./wire/request.js";
import type { RoleReply } from "./wire/response.js";

/** A mechanism in place of a model: its reply depends on the request, and on nothing else that may change. */
export type Role = (request: SimulatedRequest) => RoleReply;

/** The seats that a task fills itself; analyzer and implementer are the same for all tasks, but for its lessons. */
export type TaskSeat = Exclude<Seat, "analyzer" | "implementer">;

/** Specificity (0 generic, 1 found nowhere else) up to which each solver knows facts. */
export interface Skills {
  readonly weak: number;
  readonly strong: number;
}

/** How the simulated models behave on the examples of one task. */
export interface SimulatedTask {
  /** The only difference between the two solvers, unless an experiment asks for another. */
  readonly skills: Skills;
  /** The mechanisms of the task's seats. What they may know besides their request is the corpus, by its index. */
  roles(index: CorpusIndex, skills: Skills): Readonly<Record<TaskSeat, Role>>;
  readonly lessons: Lessons;
}

/**
 * What analyzer and implementer make of failures. `Cause` names why rounds are lost, `Kind` what prompts can ask for;
 * both are the task's own.
 */
export interface Lessons<Cause extends string = string, Kind extends string = string> {
  /** In the order in which a report lists causes that lost equally many rounds, and a reader tries to know them. */
  readonly causes: Readonly<Record<Cause, CauseText>>;
  /** The one cause that a lost round is put down to; undefined for a round that was not lost. */
  causeOf(index: CorpusIndex, round: ReadRound): Cause | undefined;
  /** Paragraphs for prompts: cures that fit their cause, and some that only look as if they did. */
  readonly remedies: readonly Remedy<Cause, Kind>[];
  /** Edits of workflow code that are meant to help. */
  readonly codeEdits: readonly Edit<Cause>[];
  /** Reads prompts as the task's roles do, so that no remedy is given twice. */
  readonly reader: InstructionReader<Kind>;
}
