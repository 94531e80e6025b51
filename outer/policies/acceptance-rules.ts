import { UsageError } from "../../foundation/errors.js";
import type { DecisionBody } from "../decisions.js";
import { type Evidence, evidenceOf, pooled } from "../evidence.js";
import { uncovered, verdictOn } from "./accept-mutant.js";
import { type Pairing, paired, probabilityBetter, signTest } from "./paired-evidence.js";
import { decided, type Judge, type Retrial } from "./retrial.js";
import { type PolicyName, policyNames, searchPolicies } from "./search-policies.js";

/** A rule by which a decided contest is decided anew. */
export interface AcceptanceRule {
  /** As it is typed, such as `margin:2`. */
  readonly name: string;
  /**
   * Pure. Verdict "not measured" where too many documents are inconclusive, and where other episodes than those that
   * were run would be needed.
   */
  decide(retrial: Retrial): DecisionBody<"accept">;
}

/** A kind of rule, for help texts and messages. */
interface RuleKind {
  /** How it is typed. */
  readonly form: string;
  readonly about: string;
  /** Of the number behind the colon; absent when there is none. */
  readonly number?: { readonly says: string; fits(value: number): boolean };
  judge(value: number): Judge;
}

const share = { says: "a number above 0 and below 1", fits: (value: number) => value > 0 && value < 1 };

const comparisons: Readonly<Record<string, RuleKind>> = {
  margin: {
    form: "margin:N",
    about: "the mutant leads by at least N documents",
    number: { says: "a whole number of at least 1", fits: (value) => Number.isInteger(value) && value >= 1 },
    judge: (least) => comparing(inContest, ({ lead }) => leadVerdict(lead, least)),
  },
  pooled: {
    form: "pooled",
    about: "its rate exceeds the parent's over all that was known of both when it was decided",
    judge: () =>
      onRates((retrial) => [pooled([retrial.before, evidenceOf(retrial.parentRun)]), ranBy(retrial)]),
  },
  hindsight: {
    form: "hindsight",
    about: "its rate exceeds the parent's over all that the run knew of both at its end",
    judge: () => onRates(({ parentAtEnd, mutantAtEnd }) => [parentAtEnd, mutantAtEnd]),
  },
  paired: {
    form: "paired:ALPHA",
    about: "an exact one-sided sign test on the documents that tell both apart comes to at most ALPHA",
    number: share,
    judge: (alpha) =>
      comparing(inContest, (pairing) => {
        const p = signTest(pairing);
        return {
          accept: p <= alpha,
          because: `${wonText(pairing)}, p ${digits(p)} ${p <= alpha ? "≤" : ">"} ${alpha}`,
        };
      }),
  },
  probability: {
    form: "probability:P",
    about:
      "the mutant is better with a probability of at least P, documents that tell both apart being the units",
    number: share,
    judge: (least) =>
      comparing(inContest, (pairing) => {
        const p = probabilityBetter(pairing);
        const accept = p >= least;
        return {
          accept,
          because: `${wonText(pairing)}, better with ${digits(p)} ${accept ? "≥" : "<"} ${least}`,
        };
      }),
  },
};

/** All kinds of rules, as they are typed and what they ask for. */
export const ruleKinds: readonly (readonly [form: string, about: string])[] = [
  ...policyNames.map((name) => [name, `as the policy ${name} decides`] as const),
  ...Object.values(comparisons).map(({ form, about }) => [form, about] as const),
];

/** What a run is asked about when nobody names a rule. */
export const usualRules = [
  "paper",
  "pooled",
  "margin:2",
  "paired:0.1",
  "probability:0.9",
  "hindsight",
] as const;

/** The rule that is typed like this. @throws UsageError listing the rules when there is none. */
export function acceptanceRule(text: string): AcceptanceRule {
  const [kind = "", number] = text.split(":", 2);
  if (isPolicy(kind) && number === undefined) return policyRule(kind);
  const rule = Object.hasOwn(comparisons, kind) ? comparisons[kind] : undefined;
  if (rule === undefined) throw unknownRule(text);
  if (rule.number === undefined) {
    if (number !== undefined) throw new UsageError(`rule ${text}: ${kind} takes no number`);
    return { name: text, decide: (retrial) => decided(rule.judge(0), retrial, false) };
  }
  const value = Number(number);
  if (number === undefined || number.trim() === "" || !rule.number.fits(value)) {
    throw new UsageError(`rule ${text}: give it as ${rule.form}, with ${rule.number.says}`);
  }
  return { name: text, decide: (retrial) => decided(rule.judge(value), retrial, false) };
}

function unknownRule(text: string): UsageError {
  const forms = ruleKinds.map(([form]) => form).join(", ");
  return new UsageError(`there is no rule ${text}; there are ${forms}`);
}

const isPolicy = (name: string): name is PolicyName => Object.hasOwn(searchPolicies, name);

/** A search's own way to decide; it knows by itself what an evaluation that ended early means. */
function policyRule(name: PolicyName): AcceptanceRule {
  const policy = searchPolicies[name];
  const judge: Judge = (retrial) => policy.judge(retrial);
  if (name === "efficient") return { name, decide: judge };
  return { name, decide: (retrial) => decided(judge, retrial, true) };
}

/** What was run of the parent beside its mutant; where it was not run, what was known of it. */
function inContest({ parent, parentRun, mutant }: Retrial): readonly [Evidence, Evidence] {
  return [parentRun.length === 0 ? parent : evidenceOf(parentRun), evidenceOf(mutant)];
}

const ranBy = ({ mutant }: Retrial) => evidenceOf(mutant);

function onRates(sides: (retrial: Retrial) => readonly [Evidence, Evidence]): Judge {
  return (retrial) => {
    const { documents, parent, mutant } = paired(...sides(retrial));
    return verdictOn({ parent, mutant }, coverageOf(retrial, documents));
  };
}

function comparing(
  sides: (retrial: Retrial) => readonly [Evidence, Evidence],
  decide: (pairing: Pairing) => { readonly accept: boolean; readonly because: string },
): Judge {
  return (retrial) => {
    const pairing = paired(...sides(retrial));
    const rates = { parent: pairing.parent, mutant: pairing.mutant };
    const missing = uncovered(rates, coverageOf(retrial, pairing.documents));
    if (missing !== null) return missing;
    const { accept, because } = decide(pairing);
    return { ...rates, verdict: accept ? "accept" : "reject", because };
  };
}

function coverageOf({ documents, parentRun, mutant, maxInconclusiveShare }: Retrial, compared: number) {
  const skipped = new Set(
    [...parentRun, ...mutant].filter(({ outcome }) => outcome === "skipped").map(({ document }) => document),
  );
  const planned = documents.filter((document) => !skipped.has(document)).length;
  return { compared, planned, maxInconclusiveShare };
}

/** Rates over several evaluations are no whole numbers: a lead is one up to rounding. */
function leadVerdict(lead: number, least: number) {
  const accept = lead >= least - 1e-9;
  const shown = Number(lead.toFixed(2));
  return { accept, because: `leads by ${shown}, ${accept ? "at least" : "less than"} ${least}` };
}

const wonText = ({ won, lost }: Pairing) => `${won} won, ${lost} lost`;

const digits = (probability: number) => probability.toFixed(3);
