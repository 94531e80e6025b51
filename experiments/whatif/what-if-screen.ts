import { policyText } from "../../outer/policies/search-policies.js";
import { table } from "../lineage/columns.js";
import type { OpenedRun } from "../look/opened-run.js";
import { curveTerminal } from "../report/curve-terminal.js";
import type { LineStyle } from "../report/iteration-line.js";
import { count, percent, plural } from "../report/numbers.js";
import { simulationLabel } from "../report/run-facts.js";
import { changesScreen } from "./changes-screen.js";
import type { RankedMember } from "./redecide.js";
import { reselectedScreen } from "./reselected-screen.js";
import type { RuleOutcome, WhatIf } from "./what-if.js";

type Run = Pick<OpenedRun, "view" | "names">;

/** What other rules would have made of a run: a line for each; of one alone also every change, and the curve. */
export function whatIfScreen(whatIf: WhatIf, run: Run, style: LineStyle = {}): string {
  const { rules, selections, drew } = whatIf;
  const alone = rules.length === 1 ? rules[0] : undefined;
  const parts = [
    headLines(whatIf, run),
    ...(rules.length === 0 ? [] : [ruleLines(whatIf, run, style)]),
    ...(alone === undefined ? [] : [changesScreen(alone, run.names, style), curveLines(alone, run, style)]),
    ...(selections.length === 0 ? [] : [reselectedScreen(drew, selections, style)]),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}

function headLines({ policy }: WhatIf, { view }: Run): string[] {
  const { facts, iterations, final, points } = view.curve;
  const label = simulationLabel(facts);
  const done = `${count(iterations)} of ${plural(facts.plannedIterations, "iteration")}`;
  const accepted = points.filter(({ outcome }) => outcome === "accepted").length;
  return [
    `${facts.name} · policy ${policyText(policy)} · ${final ? done : `unfinished: ${done}`} · ${count(accepted)} accepted`,
    ...(label === null ? [] : [`  ${label}`]),
  ];
}

function ruleLines({ ran, rules }: WhatIf, { names }: Run, style: LineStyle): string[] {
  const heads = ["kept", "fall", "on fallen", "new", "left"];
  const columns = [
    { head: "rule", align: "left" },
    ...heads.map((head) => ({ head, align: "right" }) as const),
    { head: "leads at the end", align: "left" },
    { head: "validation", align: "left" },
  ] as const;
  const shown = [ran, ...rules.filter(({ rule }) => rule !== ran.rule)];
  const rows = shown.map(({ rule, counts, best }) => {
    const { kept, fallen, onFallen, added, left } = counts;
    const numbers = [kept, fallen, onFallen, added, left].map(count);
    return [
      rule === ran.rule ? `${rule}, the run's` : rule,
      ...numbers,
      best === null ? "-" : names(best.candidate),
      scoreText(best),
    ];
  });
  return [...table(columns, rows, style.width), "", ...legend(rules)];
}

function scoreText(best: RankedMember | null): string {
  if (best === null) return "nothing measured";
  const { score, rate, evaluations } = best;
  return `${percent(score).padStart(5)}  ${rate.accepted}/${rate.conclusive} x ${evaluations}`;
}

function legend(rules: readonly RuleOutcome[]): string[] {
  const open = rules.some(({ counts }) => counts.left > 0);
  return [
    "on fallen: it would be accepted, but descends from one that would not be there",
    ...(open
      ? [
          "left: cannot be decided from what was run, and counted as the run decided it, without being kept or new",
        ]
      : []),
    "Draws, edits and episodes stay as they were. A search under another rule would have gone other ways.",
  ];
}

function curveLines({ rule, curve }: RuleOutcome, { view }: Run, style: LineStyle): string[] {
  if (curve === view.curve) return [];
  const options = style.width === undefined ? {} : { width: style.width };
  const drawn = (data: typeof curve) => curveTerminal(data, options);
  return ["As it ran", drawn(view.curve), "", `Under ${rule}`, drawn(curve)];
}
