import { join } from "node:path";
import pLimit from "p-limit";
import { systemClock } from "../../foundation/clock.js";
import { asDocumentId, type DocumentId } from "../../foundation/ids.js";
import { randomStreams } from "../../foundation/random.js";
import type { ShownDocument } from "../../inner/corpus/document.js";
import { indexRareEntities } from "../../inner/corpus/rare-entities.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { plainSolvers } from "../../inner/referee/solver-mode.js";
import type { Sandbox } from "../../inner/sandbox/sandbox.js";
import { acceptancePresets } from "../../inner/tasks/cs-research/acceptance.js";
import { csResearch } from "../../inner/tasks/cs-research/task.js";
import type { Model, ModelCall } from "../../models/model.js";
import { ProviderError } from "../../models/provider-error.js";
import { recorded } from "../../models/record.js";
import { type AgentSetting, editByAgents } from "../../outer/edit-by-agents.js";
import { type Evaluation, evaluate } from "../../outer/evaluate.js";
import { guard } from "../../outer/guard/guard.js";
import { mergeByAgents } from "../../outer/merge-by-agents.js";
import { searchPolicies } from "../../outer/policies/search-policies.js";
import { search } from "../../outer/search.js";
import type { SearchSetting } from "../../outer/search-setting.js";
import { openCandidateStore } from "../../population/candidates/git-candidate-store.js";
import { openHistory } from "../../population/history/open.js";
import { roomy } from "../inner/sandbox/programs.js";
import { seating } from "../models/scene.js";
import { goodDraft, marksReply, passedVerification } from "../support/cs-example.js";
import { type ScriptedReply, scriptedModel } from "../support/scripted-model.js";
import { toolReply } from "./agents/script.js";

/**
 * A real search (history, git, sandbox, guard) over scripted models: what an iteration's agents do is planned, and
 * a harness whose challenger prompt says "Level n" makes an accepted example of the first n documents of a split.
 */

/** What the agents of one iteration do; an analyzer or implementer without a reply gives one in order. */
export interface Plan {
  readonly write?: Readonly<Record<string, string>>;
  readonly analyzer?: string;
  readonly implementer?: string;
  /** The provider fails on one validation document of the parent, and on another one of the mutant. */
  readonly lost?: boolean;
}

export const rootSeed = 11;
export const temperature = 0.1;
export const minibatch = 2;
export const maxInconclusiveShare = 0.25;

export const challenger = "prompts/challenger.md";
export const levelText = (level: number, words = "") => `Level ${level}. ${words}\n`;

export const splits = {
  train: documentsOf("train", 4),
  validation: documentsOf("validation", 4),
  test: [] as DocumentId[],
};

function documentsOf(split: string, count: number): DocumentId[] {
  return Array.from({ length: count }, (_, index) => asDocumentId(`${split}-${index}`));
}

const documents = new Map<DocumentId, ShownDocument>(
  [...splits.train, ...splits.validation].map((id) => [
    id,
    { id, title: id, text: `All about ${id}.`, shownCharacters: 20, totalCharacters: 20 },
  ]),
);

export const baseline: HarnessFiles = new Map([
  [challenger, levelText(1)],
  ["prompts/quality-verifier.md", "Check it.\n"],
  [
    "workflow.ts",
    `import type { Host } from "autodata/harness";
const draft = ${JSON.stringify(goodDraft())};
export default async function workflow(host: Host): Promise<void> {
  const question = \`On \${host.document.title}: what follows? \${host.prompt("challenger")}\`;
  const proposal = await host.propose({ ...draft, question });
  if (!proposal.accepted) return;
  await host.verify(proposal.example);
  const weak = await host.evaluate(proposal.example, "weak");
  if (weak.passed) await host.evaluate(proposal.example, "strong");
}
`,
  ],
]);

export interface ScriptedRun {
  readonly folder: string;
  readonly sandbox: Sandbox;
  /** By iteration, from 1. */
  readonly plans: readonly Plan[];
  readonly concurrency: number;
  /** Of iterations, those that merge two lines; none without it. */
  readonly crossover?: number;
  /** Milliseconds that a call takes. */
  readonly delay?: (call: ModelCall) => number;
  /** Answers in place of the script. */
  readonly instead?: (call: ModelCall) => ScriptedReply | undefined;
  readonly onFatal?: () => void;
}

/** Searches to the end, in a history and a repository of the folder, and resolves with the history's digest. */
export async function runScripted(run: ScriptedRun): Promise<string> {
  const history = openHistory(join(run.folder, "history.sqlite"), systemClock);
  const candidates = await openCandidateStore(join(run.folder, "population.git"));
  try {
    await search(settingOf(run, history, candidates));
    return history.digest();
  } finally {
    await candidates.close();
    await history.close();
  }
}

function settingOf(
  run: ScriptedRun,
  history: ReturnType<typeof openHistory>,
  candidates: SearchSetting["candidates"],
): SearchSetting {
  const scripted = scriptedModel(async (call) => {
    const wait = run.delay?.(call) ?? 0;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    return run.instead?.(call) ?? answer(run.plans, call);
  });
  const logged = recorded(scripted, { seats: seating(), rootSeed, log: history.calls });
  /** Of episodes the trajectories are enough, and logging their calls takes most of the time. */
  const model: Model = {
    complete: (call) => (call.key.scope === "iteration" ? logged : scripted).complete(call),
  };
  const onEvent = () => {};
  const evaluation: Evaluation = {
    episode: {
      task: csResearch({
        acceptanceName: "deployed",
        acceptance: acceptancePresets.deployed,
        attempts: { weak: 1, strong: 1 },
        gated: true,
        solvers: plainSolvers,
      }),
      model,
      sandbox: run.sandbox,
      limits: { rounds: 2, chatCalls: 4, tokens: 100_000 },
      sandboxLimits: roomy,
    },
    log: history.episodes,
    documents,
    limit: pLimit(8),
    episodeRetries: 0,
    maxInconclusiveShare,
    onEvent,
    onFatal: run.onFatal ?? (() => {}),
  };
  const agents: AgentSetting = {
    model,
    history,
    edits: "prompts",
    contract: "interface Host {}",
    checks: {
      beforeValidation: (parent, mutant) =>
        guard(parent, mutant, {
          edits: "prompts",
          typeCheck: async () => [],
          copiedPassage: () => null,
          entities: indexRareEntities([]),
          smoke: async () => null,
        }),
      byImplementer: async () => [],
    },
  };
  return {
    baseline,
    splits,
    iterations: run.plans.length,
    episodeLimit: null,
    concurrency: run.concurrency,
    policy: searchPolicies.paper,
    temperature,
    minibatch,
    maxInconclusiveShare,
    random: randomStreams(rootSeed),
    documents,
    onFatal: evaluation.onFatal,
    episodes: (batch) => evaluate(evaluation, batch),
    edit: (assignment) => editByAgents(agents, assignment),
    ...(run.crossover !== undefined && {
      crossover: { share: run.crossover, merge: (assignment) => mergeByAgents(agents, assignment) },
    }),
    admissions: [],
    history,
    candidates,
    onEvent,
  };
}

function answer(plans: readonly Plan[], call: ModelCall): ScriptedReply {
  const { key } = call;
  if (key.scope === "iteration") return agentReply(key, plans[key.iteration - 1] ?? {});
  const text = call.request.messages.map((message) => message.content).join("\n");
  if (key.seat === "verifier") return passedVerification;
  if (key.seat === "judge") return marksReply(text.includes("a strong answer") && succeeds(text) ? 7 : 3);
  const { purpose, repeat, document } = key.episode;
  const lost = purpose === "validate" && plans[repeat - 1]?.lost === true;
  const lostDocument = splits.validation[text.includes("lost") ? 1 : 0];
  if (lost && document === lostDocument) return new ProviderError("server", "overloaded");
  return `a ${key.seat} answer`;
}

function agentReply(
  key: Extract<ModelCall["key"], { scope: "iteration" }>,
  { write, analyzer, implementer }: Plan,
): ScriptedReply {
  if (key.seat === "analyzer")
    return analyzer ?? JSON.stringify({ summary: "Level too low.", root_causes: [] });
  if (write !== undefined && key.ordinal === 0) {
    return toolReply(
      ...Object.entries(write).map(([path, content]) => ["write_file", { path, content }] as const),
    );
  }
  return implementer ?? JSON.stringify({ summary: summaryOf(key.iteration), rationale: "It may help." });
}

export function summaryOf(iteration: number): string {
  return `Change number ${iteration}.`;
}

function succeeds(text: string): boolean {
  const found = /On \w+-(\d+): what follows\? Level (\d+)/.exec(text);
  return Number(found?.[1]) < Number(found?.[2]);
}
