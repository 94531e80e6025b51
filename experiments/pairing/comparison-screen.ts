import { plural } from "../report/numbers.js";
import type { CandidatesCompared } from "./compare-candidates.js";
import { usedBefore } from "./fresh-episodes.js";
import { overviewTable, type PairingScreenOptions, pairingScreen } from "./pairing-screen.js";

/**
 * Candidates of runs side by side, and what may be concluded from their episodes.
 * @param runs as they were typed.
 */
export function comparisonScreen(
  compared: CandidatesCompared,
  runs: readonly string[],
  options: PairingScreenOptions,
): string {
  const { pairings } = compared;
  const several = pairings.length > 1;
  const sections = pairings.map((pairing) => {
    const { against, edited } = pairing.names;
    return `${several ? `${edited} against ${against}\n` : ""}${pairingScreen(pairing, options)}`;
  });
  return [
    headingOf(compared, runs),
    ...(several ? [overviewTable(pairings)] : []),
    ...sections,
    caution(compared),
  ].join("\n\n");
}

function headingOf(compared: CandidatesCompared, runs: readonly string[]): string {
  const { pairings, split, fresh, simulated } = compared;
  const names = [pairings[0]?.names.against ?? "", ...pairings.map(({ names: { edited } }) => edited)];
  const of = runs.length === 1 ? ` of ${runs[0]}` : "";
  const episodes = fresh === null ? "episodes of the search" : plural(fresh, "fresh episode");
  const each = fresh === null ? "" : " a document";
  const models =
    simulated === "none"
      ? ""
      : ` · ${simulated === "all" ? "" : "partly "}simulated models: not a result about any real model`;
  return [
    `${names.join(", ")}${of} · ${split} documents, ${split === "test" && fresh === null ? "episodes of the final test" : `${episodes}${each}`}${models}`,
    ...sharedText(compared, runs.length),
  ].join("\n");
}

function sharedText({ split, documents, shared, fresh }: CandidatesCompared, runs: number): string[] {
  if (runs === 1 || shared === documents) return [];
  const those = `${shared} of the ${plural(documents, `${split} document`)} of the first`;
  return fresh === null
    ? [`the runs have drawn different splits: ${those} are ${split} documents of every run`]
    : [
        `the runs have drawn different splits: the others have not used ${those} for ${usedBefore[split].join(" or ")}`,
      ];
}

function caution({ split, fresh, looks, stoppedEarly }: CandidatesCompared): string {
  if (split === "test") {
    return (
      `Test documents, looked at for ${plural(looks, "candidate")} so far: whoever looks at several and takes the best has ` +
      "selected on them."
    );
  }
  if (stoppedEarly.length > 0) {
    const it = stoppedEarly.length === 1 ? "It" : "Each of them";
    return (
      `${stoppedEarly.join(", ")}: stopped after a few documents, those first that the parent fails, since nothing was left to win. ${it}\n` +
      "was stopped for doing badly on them, so this comparison is too hard on what was stopped. On every document: --evaluate N."
    );
  }
  return fresh === null
    ? "Members were selected by these very episodes, so their validation scores are too good, the more so the fewer they\n" +
        "are. Fresh ones: --evaluate N; documents that nothing was selected on: --split test."
    : "No search has seen these episodes, but members were selected on these documents. Others: --split test.";
}
