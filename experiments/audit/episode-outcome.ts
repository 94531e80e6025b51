import { conclude, type EpisodeFacts, lostToProvider } from "../../inner/episode/run-episode.js";
import type { SandboxEnding } from "../../inner/sandbox/sandbox.js";
import type { Observation } from "../../inner/trajectory.js";
import { onEveryTry } from "../../outer/evaluate.js";

const limits = ["ticks", "memory", "host_calls", "output"] as const;

/**
 * Why the outcome of an episode does not follow from the host's record; null when it does. How the program of a
 * harness ended is not logged: the outcome follows when some ending leads to it.
 */
export function outcomeTrouble(observation: Observation, facts: EpisodeFacts): string | null {
  const { outcome, reason } = observation;
  if (wasCutShort(observation)) {
    const decided = facts.accepted === null || outcome === "inconclusive";
    return decided ? null : `outcome is ${outcome}, but example ${facts.accepted} was accepted`;
  }
  const possible = endingsWith(reason).map((ending) => conclude(ending, facts));
  if (possible.some((one) => one.outcome === outcome && one.reason === reason)) return null;
  const [likely] = possible;
  const same = likely?.outcome === outcome;
  return same
    ? `reason is ${JSON.stringify(reason)}, the log leads to ${JSON.stringify(likely?.reason)}`
    : `outcome is ${outcome}, the log leads to ${likely?.outcome}`;
}

/** Whether a provider or this machine ended the episode: it may have left calls that led to nothing. */
export function wasCutShort(observation: Observation): boolean {
  return lostToProvider(observation) || observation.reason.startsWith(onEveryTry(""));
}

function endingsWith(reason: string): SandboxEnding[] {
  const limit = limits.find((name) => reason.startsWith(`${name} limit: `));
  return [
    { ended: "returned" },
    { ended: "threw", message: reason },
    ...(limit === undefined
      ? []
      : [{ ended: "limit", limit, message: reason.slice(`${limit} limit: `.length) } as const]),
  ];
}
