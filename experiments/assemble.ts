import { readFileSync } from "node:fs";
import { join } from "node:path";
import pLimit from "p-limit";
import type { Clock } from "../foundation/clock.js";
import type { Environment } from "../foundation/environment.js";
import { randomStreams } from "../foundation/random.js";
import { indexCopiedText } from "../inner/corpus/copied-text.js";
import { indexRareEntities } from "../inner/corpus/rare-entities.js";
import type { EpisodeSetting } from "../inner/episode/run-episode.js";
import { createSandbox } from "../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../inner/sandbox/sandbox.js";
import type { TaskChoice } from "../inner/tasks/task-kind.js";
import { budgeted, type EarlierCalls } from "../models/budget.js";
import type { Model } from "../models/model.js";
import { watchingNames } from "../models/model-names.js";
import { openaiEndpoint } from "../models/openai-endpoint.js";
import { paced } from "../models/pace.js";
import { type CallEvent, recorded } from "../models/record.js";
import { simulatedBaseUrl } from "../models/seat-config.js";
import { simulatedFetch } from "../models/simulated/simulated-fetch.js";
import { createSimulatedModels } from "../models/simulated/simulated-models.js";
import type { SourceText } from "../models/simulated/text/corpus-index.js";
import { type StopRequest, stoppable } from "../models/stoppable.js";
import { decidedAdmissions } from "../outer/admission.js";
import { type AgentSetting, editByAgents } from "../outer/edit-by-agents.js";
import { type Evaluation, evaluate } from "../outer/evaluate.js";
import { checkHarness, guard } from "../outer/guard/guard.js";
import { createTypeCheck } from "../outer/guard/type-check.js";
import { mergeByAgents } from "../outer/merge-by-agents.js";
import { searchPolicyOf } from "../outer/policies/search-policies.js";
import type { OnRunEvent } from "../outer/run-event.js";
import type { HarnessChecks, SearchSetting } from "../outer/search-setting.js";
import type { CandidateStore } from "../population/candidates/candidate-store.js";
import type { History, HistoryReader, Notice } from "../population/history/history.js";
import type { Definition } from "./definition/definition.js";
import type { Seats } from "./definition/resolve-seats.js";
import { keepingRoom } from "./disk-room.js";
import { earlierCalls } from "./earlier-calls.js";
import { openPopulation } from "./population.js";
import type { PreparedExperiment } from "./prepare.js";
import type { RunFolder } from "./run-folder.js";
import { smokeEpisode } from "./smoke-episode.js";
import { limitTime } from "./time-limit.js";

/** What the surroundings of a run provide, and where its news goes. */
export interface Surroundings {
  readonly clock: Clock;
  readonly environment: Environment;
  readonly projectFolder: string;
  readonly stop: StopRequest;
  readonly onEvent: OnRunEvent;
  readonly onCall: (event: CallEvent) => void;
  /** One sentence about something that people should know; nothing has failed. */
  readonly onNotice: (message: string) => void;
  /** Milliseconds that each simulated reply takes, by a number that differs from call to call. */
  readonly simulatedLatency?: ((call: number) => number) | undefined;
  /** What other runs under the same budget have used, the other members of a family. */
  readonly usedBeside?: UsedBeside | undefined;
}

export interface UsedBeside {
  readonly calls: readonly EarlierCalls[];
  /** Milliseconds that they were at work. */
  readonly ms: number;
}

/** What decides who answers calls, and within which limits. */
export interface ModelSetting {
  readonly definition: Pick<Definition, "seed" | "budget">;
  readonly seats: Seats;
  /** What simulated models have seen. */
  readonly corpus: { readonly documents: readonly SourceText[] };
  readonly choice: Pick<TaskChoice, "simulated">;
  readonly folder: Pick<RunFolder, "path">;
}

/** A run with all its real parts, ready to search. */
export interface Assembly {
  readonly setting: SearchSetting;
  /** How its episodes run, for those who run some outside the search. */
  readonly evaluation: Evaluation;
  /** Its analyzer, implementer and guard, likewise. */
  readonly agents: AgentSetting;
  readonly candidates: CandidateStore;
  close(): Promise<void>;
}

/** Episodes under way at once; bounds memory only. */
const episodesAtOnce = 32;

/**
 * Builds the real parts of a run over an open history, with a model of the caller's in place of its endpoints if it
 * gives one. The history stays the caller's.
 */
export async function assemble(
  prepared: PreparedExperiment,
  history: History & HistoryReader,
  surroundings: Surroundings,
  model = modelStack(prepared, history, surroundings),
): Promise<Assembly> {
  const { definition } = prepared;
  const sandbox = await createSandbox();
  const candidates = await openPopulation(prepared.folder.population, history, surroundings.onNotice);
  const episode = { ...episodeSetting(prepared, sandbox), model };
  const evaluation: Evaluation = {
    episode,
    log: history.episodes,
    documents: prepared.shown,
    limit: pLimit(episodesAtOnce),
    episodeRetries: definition.search.episodeRetries,
    maxInconclusiveShare: definition.search.maxInconclusiveShare,
    onEvent: surroundings.onEvent,
    onFatal: () => surroundings.stop.request(),
  };
  const agents: AgentSetting = {
    model,
    history,
    edits: definition.search.edits,
    contract: readFileSync(join(surroundings.projectFolder, "inner/harness/contract.ts"), "utf8"),
    checks: harnessChecks(prepared, episode, surroundings.clock),
  };
  const setting: SearchSetting = {
    baseline: prepared.baseline,
    splits: {
      train: prepared.splits.train.map((document) => document.id),
      validation: prepared.splits.validation.map((document) => document.id),
      test: prepared.splits.test.map((document) => document.id),
    },
    iterations: definition.search.iterations,
    episodeLimit: definition.search.episodes,
    concurrency: definition.search.concurrency,
    policy: searchPolicyOf(definition.search.policy),
    temperature: definition.search.temperature,
    minibatch: definition.search.minibatch,
    maxInconclusiveShare: definition.search.maxInconclusiveShare,
    random: randomStreams(definition.seed),
    documents: evaluation.documents,
    onFatal: evaluation.onFatal,
    episodes: (batch) => evaluate(evaluation, batch),
    calibrate: { mutants: definition.search.calibrate, check: agents.checks.beforeValidation },
    edit: (assignment) => editByAgents(agents, assignment),
    ...(definition.search.crossover > 0 && {
      crossover: {
        share: definition.search.crossover,
        merge: (assignment) => mergeByAgents(agents, assignment),
      },
    }),
    history,
    candidates,
    admissions: decidedAdmissions(history.decisions).filter(
      ({ body }) => body.decided < definition.search.iterations,
    ),
    onEvent: surroundings.onEvent,
  };
  const { stop, clock } = surroundings;
  const beforeMs = history.totals.timeAtWork() + (surroundings.usedBeside?.ms ?? 0);
  const endWatch = limitTime({ hours: definition.budget.hours, beforeMs, clock, stop });
  return {
    setting,
    evaluation,
    agents,
    candidates,
    close: async () => {
      endWatch();
      await sandbox.close();
      await candidates.close();
    },
  };
}

/** What answers a run's calls: record > names > room on the disk > budget > pace > stop > endpoint. */
export function modelStack(
  { definition, seats, corpus, choice, folder }: ModelSetting,
  history: History & HistoryReader,
  surroundings: Omit<Surroundings, "projectFolder" | "onEvent">,
): Model {
  const { clock, environment, stop, onCall, simulatedLatency, usedBeside } = surroundings;
  const noticed = noticing(history, surroundings);
  const rootSeed = definition.seed;
  const simulated = Object.values(seats).some((seat) => seat.baseUrl === simulatedBaseUrl);
  const simulatedModels = () =>
    createSimulatedModels({ documents: corpus.documents, task: choice.simulated });
  const fetches = simulated
    ? {
        [simulatedBaseUrl]: simulatedFetch(simulatedModels(), {
          clock,
          ...(simulatedLatency !== undefined && { latencyMs: simulatedLatency }),
        }),
      }
    : {};
  const endpoint = openaiEndpoint({
    seats,
    rootSeed,
    environment,
    clock,
    fetches,
    onWarning: noticed("warning"),
  });
  const pacedModel = paced(stoppable(endpoint, stop), {
    seats,
    clock,
    stop: stop.signal,
    onFailure: (failure) => history.calls.appendFailure(failure),
    onPause: noticed("pause"),
    onResume: noticed("resume"),
  });
  const { usd, tokens, calls } = definition.budget;
  const bounded = budgeted(pacedModel, {
    seats,
    limits: { maxUsd: usd, maxTokens: tokens, maxCalls: calls },
    before: [...earlierCalls(history), ...(usedBeside?.calls ?? [])],
    stop: stop.signal,
  });
  const kept = keepingRoom(bounded, folder.path);
  const watched = watchingNames(kept, {
    seats,
    before: history.calls.answeredNames(),
    onChange: noticed("model changed"),
  });
  return recorded(watched, { seats, rootSeed, log: history.calls, onCall });
}

/** Shows what people should know of the models, and keeps it with the run. */
function noticing(history: History, { clock, onNotice }: Pick<Surroundings, "clock" | "onNotice">) {
  return (kind: Notice["kind"]) => (message: string) => {
    history.notices.append({ at: clock.now(), kind, message });
    onNotice(message);
  };
}

/** How episodes of an experiment run, whoever answers. */
export function episodeSetting(
  { definition, choice }: Pick<PreparedExperiment, "definition" | "choice">,
  sandbox: Sandbox,
): Omit<EpisodeSetting, "model"> {
  const { limits, inner } = definition;
  return {
    task: choice.task,
    retest: inner.retest,
    sandbox,
    limits: { rounds: limits.rounds, chatCalls: limits.chatCalls, tokens: limits.tokens },
    sandboxLimits: {
      ticks: limits.ticks,
      memoryBytes: limits.memoryMb * 1024 * 1024,
      hostCalls: limits.hostCalls,
      outputCharacters: limits.outputCharacters,
      wallClockMs: limits.wallClockSeconds * 1000,
    },
  };
}

/** The guard of an experiment; the trial episode in it asks simulated models only. */
export function harnessChecks(
  prepared: PreparedExperiment,
  episode: Omit<EpisodeSetting, "model">,
  clock: Clock,
): HarnessChecks {
  const { edits } = prepared.definition.search;
  const typeCheck = createTypeCheck();
  const { copiedPassage } = indexCopiedText(prepared.corpus.documents);
  const entities = indexRareEntities(prepared.corpus.documents);
  const smoke = smokeEpisode(episode, prepared.choice.simulated, clock);
  return {
    beforeValidation: (parent, mutant) =>
      guard(parent, mutant, { edits, typeCheck, copiedPassage, entities, smoke }),
    byImplementer: (parent, mutant) => checkHarness(parent, mutant, { edits, typeCheck }),
  };
}
