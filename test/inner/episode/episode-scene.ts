import { asDocumentId, asTicket, asTreeHash } from "../../../foundation/ids.js";
import { prepareHarness } from "../../../inner/episode/prepare-harness.js";
import { type EpisodeSetting, runEpisode } from "../../../inner/episode/run-episode.js";
import type { HarnessFiles } from "../../../inner/harness/harness-files.js";
import { plainSolvers } from "../../../inner/referee/solver-mode.js";
import type { Sandbox } from "../../../inner/sandbox/sandbox.js";
import { acceptancePresets } from "../../../inner/tasks/cs-research/acceptance.js";
import { csResearch } from "../../../inner/tasks/cs-research/task.js";
import type { Task } from "../../../inner/tasks/task.js";
import type { Trajectory, TrajectoryEvent } from "../../../inner/trajectory.js";
import type { Seat } from "../../../models/chat.js";
import type { ModelCall } from "../../../models/model.js";
import { goodDraft, marksReply, passedVerification } from "../../support/cs-example.js";
import { type ScriptedModel, type ScriptedReply, scriptedModel } from "../../support/scripted-model.js";
import { roomy } from "../sandbox/programs.js";

export const document = {
  id: asDocumentId("d".repeat(16)),
  title: "Reclaiming index copies",
  text: "When readers take no lock, an old copy may be dropped only after a grace period.",
  shownCharacters: 80,
  totalCharacters: 80,
};

/** What the seats answer; the others give the replies that lead to an accepted example. */
export type Replies = Partial<Record<Seat, (call: ModelCall) => ScriptedReply | Promise<ScriptedReply>>>;

export interface Scene {
  readonly trajectory: Trajectory;
  readonly model: ScriptedModel;
}

/** What a scripted judge counts as met, of 8 positive criteria, in the answers of a solver that does as wished. */
const wished = { weak: 3, strong: 7 } as const;

/** Answers each seat as the script says, else so that the example at hand is accepted. */
export function seatedModel(replies: Replies = {}): ScriptedModel {
  return scriptedModel((call) => {
    const scripted = replies[call.key.seat];
    if (scripted !== undefined) return scripted(call);
    switch (call.key.seat) {
      case "challenger":
        return JSON.stringify(goodDraft());
      case "verifier":
        return passedVerification;
      case "weak":
      case "strong":
        return `a ${call.key.seat} answer`;
      case "judge":
        return marksReply(wished[judgedSolver(call)]);
      default:
        return "Go on.";
    }
  });
}

/** Whose answer a judge is shown. */
export function judgedSolver({ request }: ModelCall): "weak" | "strong" {
  return request.messages.some((one) => one.content.includes("a strong answer")) ? "strong" : "weak";
}

const usualTask = csResearch({
  acceptanceName: "deployed",
  acceptance: acceptancePresets.deployed,
  attempts: { weak: 3, strong: 3 },
  gated: true,
  solvers: plainSolvers,
});

export interface EpisodeOptions extends Partial<Pick<EpisodeSetting, "limits" | "sandboxLimits">> {
  readonly replies?: Replies;
  /** Parts of the task, in place of those of cs-research. */
  readonly task?: Partial<Task>;
  /** Text of the document, in place of the usual one. */
  readonly text?: string;
  readonly signal?: AbortSignal;
}

/** Runs one harness on the document, in a sandbox that the caller keeps. */
export async function playEpisode(
  sandbox: Sandbox,
  files: HarnessFiles,
  options: EpisodeOptions = {},
): Promise<Scene> {
  const model = seatedModel(options.replies);
  const trajectory = await runEpisode(
    {
      task: { ...usualTask, ...options.task },
      model,
      sandbox,
      limits: options.limits ?? { rounds: 4, chatCalls: 40, tokens: 1_000_000 },
      sandboxLimits: options.sandboxLimits ?? roomy,
    },
    {
      ticket: asTicket(17),
      key: { candidate: asTreeHash("c".repeat(40)), document: document.id, purpose: "train", repeat: 2 },
      split: "train",
      document: { ...document, text: options.text ?? document.text },
      harness: await prepareHarness(files),
      signal: options.signal,
    },
  );
  return { trajectory, model };
}

/** A harness with these lines as the body of its workflow, and the two prompts that every harness needs. */
export function harnessOf(body: string): HarnessFiles {
  const workflow = `import type { Host } from "autodata/harness";
const draft = ${JSON.stringify(goodDraft())};
const ask = (content: string) => ({ messages: [{ role: "user" as const, content }] });
export default async function workflow(host: Host): Promise<unknown> {
  ${body}
}
`;
  return new Map([
    ["prompts/challenger.md", "Write one question."],
    ["prompts/quality-verifier.md", "Check it."],
    ["workflow.ts", workflow],
  ]);
}

export function kindsOf({ events }: Trajectory): TrajectoryEvent["kind"][] {
  return events.map((event) => event.kind);
}

export function notesOf({ events }: Trajectory): string[] {
  return events.flatMap((event) => (event.kind === "note" ? [event.text] : []));
}
