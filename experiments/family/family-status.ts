import { addUsage, noUsage } from "../../models/usage.js";
import { aligned } from "../report/aligned.js";
import { count, percent, plural, usd } from "../report/numbers.js";
import { simulationLabel } from "../report/run-facts.js";
import { estimateText } from "../report/test-text.js";
import type { MemberView } from "./member-view.js";
import type { FamilyView } from "./read-family.js";

/** Where each member of a family stands, and what all of them have used. */
export function familyStatus({ name, members, data }: FamilyView): string {
  const label = simulationLabel(data.facts);
  const done = members.filter(({ view }) => view?.finished === true).length;
  const spent = members.map(({ view }) => view?.spent ?? noUsage).reduce(addUsage, noUsage);
  const rows = members.map(({ member, view }) => [
    member.arm.name,
    ...(view === null ? ["not begun", "", "", "", "", ""] : standing(view)),
  ]);
  return [
    `${name} · family of ${plural(members.length, "member")}, ${done} finished`,
    ...(label === null ? [] : [`  ${label}`]),
    aligned([["member", "state", "iterations", "episodes", "validation", "test", "calls"], ...rows]),
    `  all: ${plural(spent.calls, "model call")} · ${usd(spent.costUsd)}`,
  ].join("\n");
}

function standing({ curve, finished, spent }: MemberView): string[] {
  return [
    finished ? "finished" : "unfinished",
    `${curve.iterations} of ${curve.facts.plannedIterations}`,
    count(curve.searchEpisodes),
    curve.best === null ? "-" : percent(curve.best.score),
    curve.test === null ? "-" : estimateText(curve.test.best),
    count(spent.calls),
  ];
}
