import type { ExampleId, Ticket } from "../../foundation/ids.js";
import type { EpisodeKey } from "../../models/call-key.js";
import type { Model } from "../../models/model.js";
import { ProviderError } from "../../models/provider-error.js";
import type { ShownDocument, Split } from "../corpus/document.js";
import { EpisodeHost } from "../host/host.js";
import type { Sandbox, SandboxEnding, SandboxLimits, SandboxResult } from "../sandbox/sandbox.js";
import type { Task } from "../tasks/task.js";
import type { Observation, Outcome, Trajectory, TrajectoryEvent } from "../trajectory.js";
import { type EpisodeLimits, EpisodeMeter, limitReached } from "./limits.js";
import type { PreparedHarness } from "./prepare-harness.js";

/** What every episode of a run shares. */
export interface EpisodeSetting {
  readonly task: Task;
  readonly model: Model;
  readonly sandbox: Sandbox;
  readonly limits: EpisodeLimits;
  readonly sandboxLimits: SandboxLimits;
  /** Fresh attempts of each solver on an accepted example; none when absent. */
  readonly retest?: number | undefined;
  /** Notes from earlier documents, which the challenger is given; none when absent. */
  readonly learnings?: string | undefined;
}

/** One harness on one document. */
export interface EpisodeRequest {
  readonly ticket: Ticket;
  readonly key: EpisodeKey;
  readonly split: Split;
  readonly document: ShownDocument;
  readonly harness: PreparedHarness;
  readonly signal?: AbortSignal | undefined;
  /** For people who look on: told of each event when it happens. */
  readonly onEvent?: ((event: TrajectoryEvent) => void) | undefined;
}

/**
 * Runs one episode to its end. Whatever the harness does ends in an outcome; a provider fault or trouble of this
 * machine ends it `inconclusive`. Rejects only with what stops a run (RunStopped, Divergence, the signal's reason).
 */
export async function runEpisode(setting: EpisodeSetting, request: EpisodeRequest): Promise<Trajectory> {
  const meter = new EpisodeMeter(setting.limits);
  const host = new EpisodeHost({
    task: setting.task,
    model: setting.model,
    episode: request.key,
    document: request.document,
    files: request.harness.files,
    meter,
    signal: request.signal,
    learnings: setting.learnings,
    onEvent: request.onEvent,
  });
  const result = await retested(await runHarness(setting, request, host), host, setting.retest ?? 0);
  const { accepted, skipped } = host;
  const { reached, rounds } = meter;
  const { outcome, reason } = conclude(result, { accepted, skipped, reached, rounds });
  return {
    observation: {
      ticket: request.ticket,
      candidate: request.key.candidate,
      document: request.key.document,
      split: request.split,
      purpose: request.key.purpose,
      repeat: request.key.repeat,
      outcome,
      reason,
      rounds,
      ticks: result.ticks,
      cost: host.usage,
    },
    events: [...host.events, { kind: "ended", outcome, reason }],
  };
}

/** How the program ended, or the fault that kept an accepted example from being measured again. */
async function retested(ended: SandboxResult, host: EpisodeHost, times: number): Promise<SandboxResult> {
  await host.settled();
  if (ended.ended === "aborted" || ended.ended === "backstop") return ended;
  try {
    await host.retest(times);
    return ended;
  } catch (reason) {
    const { ticks, hostCalls } = ended;
    return { ended: "aborted", reason, ticks, hostCalls };
  }
}

async function runHarness(
  setting: EpisodeSetting,
  request: EpisodeRequest,
  host: EpisodeHost,
): Promise<SandboxResult> {
  const { bundle, prompts } = request.harness;
  if (!bundle.ok) return { ended: "threw", message: bundle.message, ticks: 0, hostCalls: 0 };
  const program = {
    code: bundle.code,
    values: {
      document: { title: request.document.title, text: request.document.text },
      stages: setting.task.stages.map((stage) => stage.name),
      rounds: setting.limits.rounds,
    },
    prompts,
  };
  return setting.sandbox.run(program, host.call, setting.sandboxLimits, request.signal);
}

/** What the host's record says when a program has ended. */
export interface EpisodeFacts {
  /** The first example the referee accepted. */
  readonly accepted: ExampleId | null;
  /** Why the host let the document be skipped. */
  readonly skipped: string | null;
  /** The limit that a call ran into, in words. */
  readonly reached: string | null;
  readonly rounds: number;
}

/** The outcome of an episode: how its program ended, and what the host's record says. Rethrows what stops a run. */
export function conclude(
  result: SandboxEnding,
  { accepted, skipped, reached, rounds }: EpisodeFacts,
): { outcome: Outcome; reason: string } {
  if (result.ended === "aborted") return abortedOutcome(result.reason);
  if (result.ended === "backstop") return { outcome: "inconclusive", reason: result.message };
  if (accepted !== null) return { outcome: "accepted", reason: `example ${accepted} was accepted` };
  if (skipped !== null) return { outcome: "skipped", reason: `the document does not suit: ${skipped}` };
  if (result.ended === "limit") {
    return { outcome: "harness_failed", reason: `${result.limit} limit: ${result.message}` };
  }
  if (result.ended === "threw" && !result.message.includes(limitReached)) {
    return { outcome: "harness_failed", reason: result.message };
  }
  if (reached !== null) return { outcome: "exhausted", reason: reached };
  if (result.ended === "threw") return { outcome: "harness_failed", reason: result.message };
  return { outcome: "gave_up", reason: `the workflow returned after ${rounds} rounds` };
}

const providerFault = "provider fault";

function abortedOutcome(reason: unknown): { outcome: Outcome; reason: string } {
  if (reason instanceof ProviderError) {
    return { outcome: "inconclusive", reason: `${providerFault}, ${reason.fault}: ${reason.message}` };
  }
  throw reason;
}

/** Whether an episode is inconclusive because of a provider, and not because of this machine. */
export function lostToProvider({ outcome, reason }: Observation): boolean {
  return outcome === "inconclusive" && reason.startsWith(providerFault);
}
