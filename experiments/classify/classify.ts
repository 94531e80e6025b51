import pLimit from "p-limit";
import { canonicalJson } from "../../foundation/digest.js";
import { UsageError } from "../../foundation/errors.js";
import { randomStreams } from "../../foundation/random.js";
import { inLongStage } from "../../foundation/stages.js";
import { type AskSeat, askForValue } from "../../inner/referee/ask-seat.js";
import { type JsonReply, whatWasWrong } from "../../models/json-reply.js";
import type { Model } from "../../models/model.js";
import { preflight } from "../../models/preflight.js";
import { ProviderError } from "../../models/provider-error.js";
import type { StopRequest } from "../../models/stoppable.js";
import type { History, HistoryReader } from "../../population/history/history.js";
import { openHistory } from "../../population/history/open.js";
import { modelStack, type Surroundings } from "../assemble.js";
import { resumable } from "../resumable.js";
import { createFolder, requireLocalDisk } from "../run-folder.js";
import { limitTime } from "../time-limit.js";
import type { Assigned, Classification } from "./classification.js";
import type { Item } from "./items.js";
import { type PreparedClassification, requireSameClassification } from "./prepare-classification.js";
import { assignmentRequest, mergingRequest, proposalRequest } from "./prompts.js";
import { type QuestionType, readAssignment, readTypes } from "./question-types.js";
import { batchesOf, stratifiedSample } from "./sample.js";
import { writeClassification } from "./write-classification.js";

/** The phases in order; their numbers are the iterations in the keys of their calls. */
const phases = { proposals: 1, merging: 2, assignment: 3 } as const;
export type Phase = keyof typeof phases;

export interface ClassifySurroundings extends Omit<Surroundings, "projectFolder" | "onEvent"> {
  /** A request of a phase was answered, of so many. */
  readonly onAnswer: (phase: Phase, planned: number) => void;
}

/** Items under way at once; bounds memory only. */
const itemsAtOnce = 64;

/**
 * Makes a taxonomy of the questions and assigns each to one type, or continues where an earlier process stopped, and
 * writes the reports (paper, appendix C.3).
 * @throws UsageError before anything is written, or when no reply has types that can be read; RunStopped when a
 * budget, a provider, the disk or the user ends it.
 */
export async function classify(
  prepared: PreparedClassification,
  surroundings: ClassifySurroundings,
): Promise<Classification> {
  const { clock, environment, stop } = surroundings;
  const { folder, definition } = prepared;
  await preflight({ seats: prepared.seats, environment, clock });
  requireLocalDisk(folder);
  createFolder(folder);
  const history = await inLongStage("startup", () => openClassification(prepared, surroundings));
  const beforeMs = history.totals.timeAtWork();
  const endWatch = limitTime({ hours: definition.budget.hours, beforeMs, clock, stop });
  try {
    const model = modelStack(prepared, history, surroundings);
    const classification = await new Classifier(prepared, model, surroundings).classify();
    writeClassification(prepared, classification);
    return classification;
  } catch (error) {
    throw resumable(error);
  } finally {
    endWatch();
    await history.close();
  }
}

async function openClassification(
  prepared: PreparedClassification,
  { clock }: ClassifySurroundings,
): Promise<History & HistoryReader> {
  const history = openHistory(prepared.folder.history, clock);
  try {
    requireSameClassification(prepared, history);
    await history.run.put("experiment.identity", canonicalJson(prepared.identity));
    return history;
  } catch (error) {
    await history.close();
    throw error;
  }
}

class Classifier {
  constructor(
    private readonly prepared: PreparedClassification,
    private readonly model: Model,
    private readonly surroundings: ClassifySurroundings,
  ) {}

  async classify(): Promise<Classification> {
    const { items, options } = this.prepared;
    const random = randomStreams(options.seed).fork("classify/sample");
    const sample = stratifiedSample(items, options.sample, random);
    const batches = batchesOf(sample, options.batch);
    const proposals = await allOf(batches, this.surroundings.stop, (batch, index) =>
      this.ask("proposals", index, batches.length, proposalRequest(batch, options.types), (text) =>
        readTypes(text, options.types),
      ),
    );
    const proposed = proposals.flatMap((one) => (one.ok ? one.value : []));
    if (proposed.length === 0) throw this.noTypes("proposals", proposals.at(-1));
    const merging = mergingRequest(proposed, options.types);
    const merged = await this.ask("merging", 0, 1, merging, (text) => readTypes(text, options.types));
    if (!merged.ok) throw this.noTypes("merging", merged);
    const types = merged.value;
    const assigned = await allOf(items, this.surroundings.stop, (item, index) =>
      this.assign(types, item, index),
    );
    const unreadable = proposals.filter(({ ok }) => !ok).length;
    return { types, assigned, sample: { items: sample.length, batches: batches.length, unreadable } };
  }

  /** An item that the provider did not answer for is asked again when the command is run again. */
  private async assign(types: readonly QuestionType[], item: Item, index: number): Promise<Assigned> {
    const names = types.map(({ name }) => name);
    const request = assignmentRequest(types, item);
    try {
      const planned = this.prepared.items.length;
      const read = await this.ask("assignment", index, planned, request, (text) =>
        readAssignment(text, names),
      );
      if (!read.ok) return { item, type: null, unparsed: whatWasWrong(read.problem) };
      return { item, type: types[names.indexOf(read.value)] as QuestionType };
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      return { item, type: null, unparsed: `Not answered: ${error.message}` };
    }
  }

  private async ask<T>(
    phase: Phase,
    ordinal: number,
    planned: number,
    request: Parameters<AskSeat>[1],
    read: (text: string) => JsonReply<T>,
  ): Promise<JsonReply<T>> {
    const place = { scope: "iteration", iteration: phases[phase], ordinal } as const;
    const ask: AskSeat = (seat, asked, { attempt: _attempt, retry, ...more }) =>
      this.model.complete({ key: { ...place, seat, retry }, request: asked, ...more });
    const answer = await askForValue(ask, "analyzer", request, 0, read);
    this.surroundings.onAnswer(phase, planned);
    return answer;
  }

  private noTypes(phase: Phase, last: JsonReply<unknown> | undefined): UsageError {
    const { model } = this.prepared.seats.analyzer;
    const why = last?.ok === false ? whatWasWrong(last.problem) : "";
    return new UsageError(
      `${model} gave no types that can be read (${phase}). ${why} Name another analyzer in --config and another ` +
        "folder with --out.",
    );
  }
}

/** Works on all members, in order; after a failure none is begun any more, those under way end, and it is thrown. */
async function allOf<T, R>(
  members: readonly T[],
  stop: StopRequest,
  work: (member: T, index: number) => Promise<R>,
): Promise<R[]> {
  const limit = pLimit(itemsAtOnce);
  const failures: unknown[] = [];
  const results = await Promise.all(
    members.map((member, index) =>
      limit(async () => {
        if (failures.length > 0) return null;
        return work(member, index).catch((error: unknown) => {
          failures.push(error);
          stop.request();
          return null;
        });
      }),
    ),
  );
  if (failures.length > 0) throw failures[0];
  return results as R[];
}
