import type { Observation } from "../../inner/trajectory.js";
import { count, plural, usd } from "../report/numbers.js";
import { shownPath } from "../run-folder.js";
import type { PreparedTry } from "./prepare-try.js";
import type { AnsweredCall } from "./try-event.js";

/** What is about to be tried. */
export function tryHeading(
  { experiment, harness, chosen, ofRun }: PreparedTry,
  workingFolder: string,
): string {
  const { definition, choice, folder } = experiment;
  const { document, split } = chosen;
  const place = split === null ? "in no split" : `${split} ${chosen.position + 1}`;
  const kept = ofRun
    ? "a run of this experiment finds its calls there"
    : "the same trial again costs nothing";
  return [
    `One episode of experiment ${definition.name} · task ${definition.task} · acceptance ${choice.rule}`,
    `  document "${document.title}" (${document.source}, ${document.id}, ${place})`,
    `  harness ${harness.name} (${harness.tree.slice(0, 6)}) · at most ${plural(definition.limits.rounds, "round")}`,
    `  kept in ${shownPath(folder.path, workingFolder)}; ${kept}`,
  ].join("\n");
}

/** How the episode ended and what it took. */
export function tryResult(observation: Observation, calls: readonly AnsweredCall[]): string {
  const { outcome, reason, rounds, cost } = observation;
  const asked = calls.filter(({ source }) => source === "model");
  const kept = calls.length - asked.length;
  const tokens =
    cost.inputTokens === null || cost.outputTokens === null
      ? "tokens not counted"
      : `${count(cost.inputTokens + cost.outputTokens)} tokens`;
  const price = cost.costUsd === null ? "unpriced" : usd(cost.costUsd);
  const earlier =
    kept === 0 ? "" : `; ${kept === calls.length ? "all" : kept} of these calls were kept from before`;
  return [
    `${outcome.toUpperCase().replace("_", " ")} after ${plural(rounds, "round")}: ${reason}`,
    `  ${plural(cost.calls, "call")}, ${tokens}, ${price}${earlier}`,
  ].join("\n");
}
