import { noUsage, type Usage } from "../../models/usage.js";
import { admissionNumber } from "../../population/history/admission-number.js";
import type { HistoryReader } from "../../population/history/history.js";
import type { Definition } from "../definition/definition.js";
import { searchAtMost } from "../extent.js";
import { roughCount, usd } from "./numbers.js";

/** What it would take to bring a stopped run to its end, judged by what its episodes have taken so far. */
export interface ResumeAdvice {
  /** Flags with limits that should do, such as `--budget-calls` and `25000`: for those that would not. */
  readonly limits: readonly { readonly flag: string; readonly value: string }[];
  /** Such as `about 19,000 calls and $12.40 more, 8 of 12 iterations to go`. */
  readonly because: string;
}

/** What is left of a run, in whole episodes and iterations. */
interface Remaining {
  readonly episodes: number;
  readonly iterations: number;
}

/** How much of one thing was spent, and how much more the rest takes at the same rate. */
interface Need {
  readonly spent: number;
  readonly more: number;
}

/** More than the mean of what is left, since later harnesses may take more: a quarter. */
const reserve = 1.25;

/** Null when no episode has ended yet, or no limit is known to be too small. */
export function resumeAdvice(
  { totals, decisions }: Pick<HistoryReader, "totals" | "decisions">,
  definition: Definition,
): ResumeAdvice | null {
  const observations = totals.observations();
  const done = observations.length;
  if (done === 0) return null;
  const logged = decisions
    .all()
    .filter(({ iteration }) => iteration > 0 && admissionNumber(iteration) === null);
  const decided = logged.filter(({ kind }) => kind === "outcome").length;
  const begun = logged.filter(({ kind }) => kind === "select").length;
  const tested = observations.filter(({ split }) => split === "test").length;
  const left = remaining(definition, { done, decided, tested });
  const { total, bySeat } = totals.usage();
  const need = (of: (usage: Usage) => number | null): Need | null => {
    const spent = of(total);
    const agents = [bySeat["analyzer"], bySeat["implementer"]].map((usage) => of(usage ?? noUsage));
    const parts = [...observations.map(({ cost }) => of(cost)), ...agents];
    if (spent === null || parts.includes(null)) return null;
    const sum = (some: readonly (number | null)[]) => some.reduce<number>((all, one) => all + (one ?? 0), 0);
    const perEpisode = sum(parts.slice(0, done)) / done;
    const perIteration = sum(agents) / Math.max(1, begun);
    return { spent, more: perEpisode * left.episodes + perIteration * left.iterations };
  };
  const atWork = totals.timeAtWork() / 3_600_000;
  const dollars = need(({ costUsd }) => costUsd);
  const { budget } = definition;
  const judged = [
    tooSmall("--budget-usd", budget.usd, dollars, usd),
    tooSmall("--budget-tokens", budget.tokens, need(tokensOf), (value) => `${roughCount(value)} tokens`),
    tooSmall(
      "--budget-calls",
      budget.calls,
      need(({ calls }) => calls),
      (value) => `${roughCount(value)} calls`,
    ),
    tooSmall("--budget-hours", budget.hours, { spent: atWork, more: (atWork / done) * left.episodes }, time),
  ].filter((one) => one !== null);
  if (judged.length === 0) return null;
  const inDollars = budget.usd === null && dollars !== null && dollars.more > 0 ? [usd(dollars.more)] : [];
  const more = [...judged.map(({ said }) => said), ...inDollars].join(" and ");
  const { iterations } = definition.search;
  return {
    limits: judged.map(({ flag, value }) => ({ flag, value })),
    because: `about ${more} more, ${left.iterations} of ${iterations} iterations to go`,
  };
}

/** Episodes at most: every mutant may still fail before its validation. */
function remaining(
  { splits, search }: Definition,
  { done, decided, tested }: { readonly done: number; readonly decided: number; readonly tested: number },
): Remaining {
  const perIteration = search.minibatch + 2 * splits.validation;
  const tests = 2 * splits.test * search.finalTestRepeats * (1 + search.finalPresets.length);
  const planned = searchAtMost({ splits, search }) + tests;
  const iterations = search.iterations - decided;
  const ahead =
    Math.max(0, splits.validation - done) + iterations * perIteration + Math.max(0, tests - tested);
  return { episodes: Math.max(0, Math.min(planned - done, ahead)), iterations };
}

function tooSmall(flag: string, limit: number | null, need: Need | null, say: (value: number) => string) {
  if (limit === null || need === null) return null;
  const wanted = need.spent + need.more * reserve;
  return wanted <= limit ? null : { flag, value: roundedUp(wanted), said: say(need.more) };
}

function tokensOf({ inputTokens, outputTokens }: Usage): number | null {
  return inputTokens === null || outputTokens === null ? null : inputTokens + outputTokens;
}

function time(hours: number): string {
  return hours < 1 ? `${Math.ceil(hours * 60)} minutes` : `${hours.toFixed(1)} hours`;
}

/** To two leading digits, upwards. */
function roundedUp(value: number): string {
  if (value <= 0) return "1";
  const digits = Math.floor(Math.log10(value)) - 1;
  const units = Math.ceil(Number((value / 10 ** digits).toPrecision(12)));
  return String(Number((units * 10 ** digits).toPrecision(3)));
}
