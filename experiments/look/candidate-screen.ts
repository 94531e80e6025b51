import pc from "picocolors";
import { plural } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import { turnName } from "../report/turn-name.js";
import type { CandidateView } from "./candidate-view.js";
import { colouredDiff } from "./coloured-diff.js";

/** A candidate: descent, what was changed against its parent, and how its episodes went. */
export function candidateScreen(view: CandidateView, run: string, colours: boolean): string {
  const { bold } = pc.createColors(colours);
  const { entry, name, parent, otherParent, edit, accept, counts, ablation } = view;
  const parents = [parent, otherParent].filter((one) => one !== null).join(" and ");
  const outcomes = counts.map(
    ({ phase, accepted, episodes }) =>
      `  ${phase.padEnd(16)} ${String(accepted).padStart(3)} of ${plural(episodes, "episode")} accepted`,
  );
  return [
    [
      `${bold(`Candidate ${name} of ${run}`)}: ${entry.standing}${parents === "" ? "" : `, from ${parents}, ${turnName(entry.iteration)}`}`,
      `  ${plainLine(entry.summary)}`,
      `  tree ${entry.tree}, commit ${entry.commit}`,
      ...ablation.map((line) => `  ${plainLine(line)}`),
      ...(accept === null ? [] : [`  ${accept.verdict}: ${plainLine(accept.because)}`]),
    ].join("\n"),
    ...(entry.standing === "ablated" ? [] : [[bold("Episodes"), ...outcomes].join("\n")]),
    ...(edit === null
      ? []
      : [
          `${bold(`Change against ${parent ?? "its parent"}`)}\n` +
            (edit.rationale.trim() === "" ? "" : `  because: ${plainLine(edit.rationale)}\n`) +
            colouredDiff(edit.diff.trimEnd(), colours),
        ]),
    `Look closer   ${lookCloser(view, run)}`,
  ].join("\n\n");
}

function lookCloser({ entry, name, parent }: CandidateView, run: string): string {
  const command = "npx autodata-lab";
  switch (entry.standing) {
    case "baseline":
      return `${command} show ${run} iteration 0`;
    case "ablated":
      return `${command} lineage ${run} ${name} · diff ${run} ${parent ?? "best"} ${name}`;
    default:
      return `${command} show ${run} iteration ${entry.iteration} · lineage ${run} ${name} · diff ${run} baseline ${name}`;
  }
}
