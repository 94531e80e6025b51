import { type Seat, seats } from "../models/chat.js";
import { isSimulated } from "../models/prices.js";
import { policyText } from "../outer/policies/search-policies.js";
import { extentText, sharesOf } from "./extent.js";
import { meansOf } from "./power/detectable.js";
import { assumedRate } from "./power/power-screen.js";
import { tooSmall } from "./power/too-small.js";
import type { PreparedExperiment } from "./prepare.js";
import { count, plural, usd } from "./report/numbers.js";
import { shownPath } from "./run-folder.js";

/** What a run will do at most, before it does it. */
export interface Plan {
  readonly episodes: number;
  /** Rough: what an episode takes differs from harness to harness by a factor of two or three. */
  readonly calls: number;
  readonly tokens: number;
  /** US dollars; null when a seat has no price. */
  readonly usd: number | null;
}

/** Model calls in one round of the baseline: main agent 4, challenger, verifier, and some of the attempts. */
const callsPerRound = 9;
/** Share of its rounds that an episode uses on average. */
const roundsUsed = 0.75;
/** Tokens of a call without the document: prompt, example, answer. */
const tokensPerCall = 900;
/** Calls of a round that carry the whole document: challenger and verifier. */
const documentsPerRound = 1.7;
const charactersPerToken = 4;
/** Share of all tokens that models write. */
const outputShare = 0.15;

/** Episodes exactly, as long as every mutant reaches validation; calls and tokens by rule of thumb. */
export function planOf({ definition, shown, seats: configs }: PreparedExperiment): Plan {
  const { limits } = definition;
  const { episodes } = sharesOf(definition);
  const rounds = episodes * limits.rounds * roundsUsed;
  const characters = [...shown.values()].reduce((sum, document) => sum + document.shownCharacters, 0);
  const documentTokens = characters / Math.max(1, shown.size) / charactersPerToken;
  const tokens = rounds * (callsPerRound * tokensPerCall + documentsPerRound * documentTokens);
  return { episodes, calls: rounds * callsPerRound, tokens, usd: roughCost(tokens, configs) };
}

/** At the mean price of the seats; null when one of them has none. */
function roughCost(tokens: number, configs: PreparedExperiment["seats"]): number | null {
  let perMillion = 0;
  for (const seat of seats) {
    const { price } = configs[seat];
    if (price === null) return null;
    perMillion += price.inputPerMillion * (1 - outputShare) + price.outputPerMillion * outputShare;
  }
  return (tokens / 1e6) * (perMillion / seats.length);
}

/** The first screen of a run: what will happen, how much of it, where it goes, how to stop. */
export function planScreen(prepared: PreparedExperiment, workingFolder: string): string {
  const { definition, corpus, baseline, choice, folder } = prepared;
  const { splits, search, seed } = definition;
  const plan = planOf(prepared);
  const cut = [...prepared.shown.values()].filter((one) => one.shownCharacters < one.totalCharacters).length;
  const shortened = cut === 0 ? "" : ` · ${plural(cut, "long document")} shown in part`;
  const { train, validation, test } = splits;
  return [
    `Autodata Lab · experiment ${definition.name} · ${modelsText(prepared)}`,
    `  task ${definition.task}, harness ${definition.harness} (${plural(baseline.size, "file")})`,
    `  corpus ${plural(corpus.documents.length, "document")}: ${train} train, ${validation} validation, ${test} test · seed ${seed}${shortened}`,
    `  search ${policyText(search.policy)}, ${extentText(search)}, ${search.concurrency} at a time · edits to ${search.edits === "all" ? "prompts and code" : "prompts"} · acceptance ${choice.rule}`,
    `  up to ${plural(plan.episodes, "episode")}, roughly ${count(roughly(plan.calls))} model calls and ${count(plan.tokens)} tokens, ${priceText(plan.usd)}, ${budgetText(prepared)}`,
    `  run folder ${shownPath(folder.path, workingFolder)}`,
    ...smallText(prepared, plan),
    "  stop any time with Ctrl-C; the same command continues",
  ].join("\n");
}

/** One line about what is too small to mean anything, at a pass rate of one half; none when nothing is. */
function smallText({ definition }: PreparedExperiment, needed: Plan): string[] {
  const extent = { needed, shares: sharesOf(definition) };
  const small = tooSmall(definition, meansOf(definition), assumedRate.rate, extent);
  return small.length === 0 ? [] : [`  beware: ${small.join("; ")}`];
}

/** Who answers, among the seats that are asked. */
export function modelsText(
  { seats: configs }: Pick<PreparedExperiment, "seats">,
  asked: readonly Seat[] = seats,
): string {
  const simulated = asked.filter((seat) => isSimulated(configs[seat]));
  if (simulated.length === asked.length) {
    return "simulated models (no key needed; results are not about any real model)";
  }
  const named = (seat: Seat) => `${seat} ${configs[seat].model}`;
  const some = simulated.length === 0 ? "" : ` (simulated: ${simulated.join(", ")})`;
  return `${named("weak")}, ${named("strong")}, ${named("main")}${some}`;
}

function priceText(dollars: number | null): string {
  return dollars === null ? "unpriced" : `roughly ${usd(dollars)}`;
}

export function budgetText({ definition }: Pick<PreparedExperiment, "definition">): string {
  const { usd: dollars, tokens, calls, hours } = definition.budget;
  const limits = [
    ...(dollars === null ? [] : [`$${dollars}`]),
    ...(tokens === null ? [] : [`${count(tokens)} tokens`]),
    ...(calls === null ? [] : [`${count(calls)} calls`]),
    ...(hours === null ? [] : [`${hours} h of running`]),
  ];
  return limits.length === 0 ? "no budget" : `budget ${limits.join(", ")}`;
}

const roughly = (value: number) => Math.round(value / 100) * 100;
