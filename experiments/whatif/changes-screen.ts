import type { Rate } from "../../outer/decisions.js";
import { admissionNumber } from "../../population/history/admission-number.js";
import { table } from "../lineage/columns.js";
import type { CandidateNames } from "../report/candidate-name.js";
import type { LineStyle } from "../report/iteration-line.js";
import { turnName } from "../report/turn-name.js";
import type { RedecidedTurn } from "./redecide.js";
import type { RuleOutcome } from "./what-if.js";

const columns = [
  { head: "iteration", align: "right" },
  { head: "candidate", align: "left" },
  { head: "from", align: "left" },
  { head: "in the run", align: "left" },
  { head: "mutant", align: "right" },
  { head: "parent", align: "right" },
  { head: "under the rule", align: "left" },
] as const;

/** Every turn that a rule decides otherwise than the run did, or leaves open, with the rates it compared. */
export function changesScreen(
  { rule, turns }: Pick<RuleOutcome, "rule" | "turns">,
  names: CandidateNames,
  style: LineStyle,
): string[] {
  const changed = turns.filter(isChanged);
  const gone = turns.filter((turn) => turn.orphaned && !isChanged(turn));
  if (changed.length === 0) return [`${rule} decides nothing otherwise.`];
  const rows = changed.map((turn) => cellsOf(turn, names));
  return [
    ...table(columns, rows, style.width),
    ...(gone.length === 0
      ? []
      : [
          `without their parent, and not accepted: ${gone.map(({ iteration }) => placeOf(iteration)).join(", ")}`,
        ]),
  ];
}

function isChanged({ fate, orphaned, ran }: RedecidedTurn): boolean {
  if (fate === "falls" || fate === "new" || (fate === "left" && !orphaned)) return true;
  return ran === "accepted" && (orphaned || fate === "not measured");
}

function cellsOf(
  { iteration, candidate, parent, ran, fate, accept, orphaned }: RedecidedTurn,
  names: CandidateNames,
) {
  return [
    placeOf(iteration),
    names(candidate),
    names(parent),
    ran,
    rateText(accept?.mutant),
    rateText(accept?.parent),
    wordsOf(fate, accept?.because ?? "", orphaned),
  ];
}

function wordsOf(fate: RedecidedTurn["fate"], because: string, orphaned: boolean): string {
  const without = orphaned ? "its parent would not be there" : "";
  const parts = fate === "kept" || fate === null ? [without] : [`${verdictWords(fate)}${because}`, without];
  return parts.filter((part) => part !== "").join("; ");
}

function verdictWords(fate: NonNullable<RedecidedTurn["fate"]>): string {
  if (fate === "falls") return "falls: ";
  return fate === "new" ? "accepted: " : "";
}

function placeOf(iteration: number): string {
  return admissionNumber(iteration) === null ? String(iteration) : turnName(iteration);
}

function rateText(rate: Rate | undefined): string {
  return rate === undefined || rate.conclusive === 0 ? "" : `${rate.accepted}/${rate.conclusive}`;
}
