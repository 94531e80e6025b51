import type { Host, StageReport } from "autodata/harness";
import { type Criterion, type Draft, isDraft } from "./tamper.js";

/** The host, with a second thought about every report: it knows the draft and may return a report on another one. */
export function withSecondThoughts(
  host: Host,
  think: (report: StageReport, draft: Draft, stage: string) => Promise<StageReport>,
): Host {
  const drafts = new Map<string, Draft>();
  return {
    ...host,
    propose: async (draft) => {
      const proposal = await host.propose(draft);
      if (proposal.accepted && isDraft(draft)) drafts.set(proposal.example, draft);
      return proposal;
    },
    evaluate: async (example, stage) => {
      const report = await host.evaluate(example, stage);
      const draft = drafts.get(example);
      return draft === undefined ? report : think(report, draft, stage);
    },
  };
}

/** The host, with up to forty variants of every failed draft evaluated in its place. */
export function withVariants(host: Host, variant: (draft: Draft, again: number) => Draft): Host {
  return withSecondThoughts(host, async (first, draft, stage) => {
    let report = first;
    const narrow = stage === "strong" || (report.mean ?? 1) < 0.8;
    for (let again = 0; narrow && !report.passed && again < 40; again++) {
      const next = await reportOn(host, variant(draft, again));
      if (next === null) return report;
      report = next;
    }
    return report;
  });
}

/** How often what is known of a criterion is put into another rubric. */
const redrafts = 4;

/**
 * The host, with what the weak solver missed asked seven times over, next to three criteria it met. Once the strong
 * solver has tried, six of the seven are what it knew, and one what it did not.
 * @param reworded a missed criterion said another way, for the `turn`th time.
 */
export function withMissedAgain(host: Host, reworded: (criterion: string, turn: number) => string): Host {
  const met = { weak: new Map<string, boolean>(), strong: new Map<string, boolean>() };
  const learn = (asked: readonly Criterion[], { stage, attempts }: StageReport) => {
    for (const [at, { criterion }] of asked.entries()) {
      const seen = attempts.some(({ marks }) => marks[at]?.met === true);
      if (stage === "weak" || stage === "strong") met[stage].set(criterion, seen);
    }
  };
  return withSecondThoughts(host, async (first, draft) => {
    const asked = draft.rubric.filter(({ category }) => category === "positive");
    learn(draft.rubric, first);
    let report = first;
    for (let again = 0; again < redrafts && !report.passed; again++) {
      const base = asBase(asked, met);
      if (base === null) break;
      const turns = new Map<string, number>();
      const rubric = base.map(({ criterion }) => {
        const turn = turns.get(criterion) ?? 0;
        turns.set(criterion, turn + 1);
        return {
          criterion: met.weak.get(criterion) === true ? criterion : reworded(criterion, turn),
          weight: 5,
          category: "positive" as const,
        };
      });
      const reports = await reportsOn(host, { ...draft, rubric });
      const last = reports.at(-1);
      if (last === undefined) break;
      for (const one of reports) learn(base, one);
      report = last;
    }
    return report;
  });
}

/** Three criteria that the weak solver met, and seven of what it missed; null where there are too few. */
function asBase(
  asked: readonly Criterion[],
  met: Readonly<Record<"weak" | "strong", ReadonlyMap<string, boolean>>>,
): Criterion[] | null {
  const missed = asked.filter(({ criterion }) => met.weak.get(criterion) === false);
  const known = asked.filter((one) => !missed.includes(one)).slice(0, 3);
  const right = missed.filter(({ criterion }) => met.strong.get(criterion) === true);
  const [first] = missed;
  if (first === undefined || known.length === 0) return null;
  const chosen = right.length === 0 ? missed : right;
  const many = Array.from({ length: 10 - known.length }, (_, at) => chosen[at % chosen.length] ?? first);
  if (right.length === 0) return [...known, ...many];
  return [...known, ...many.slice(1), missed.find((one) => !right.includes(one)) ?? beyondAnybody];
}

/** An answer that meets everything is refused, too. */
const beyondAnybody: Criterion = {
  criterion: "Names the day on which this was noticed first",
  weight: 5,
  category: "positive",
};

/** Reports of the stages that a draft came to. */
async function reportsOn(host: Host, draft: Draft): Promise<StageReport[]> {
  const proposal = await host.propose(draft);
  if (!proposal.accepted || !(await host.verify(proposal.example)).passed) return [];
  const weak = await host.evaluate(proposal.example, "weak");
  return weak.passed ? [weak, await host.evaluate(proposal.example, "strong")] : [weak];
}

/** Null where the draft does not come as far as its solvers. */
async function reportOn(host: Host, draft: Draft): Promise<StageReport | null> {
  return (await reportsOn(host, draft)).at(-1) ?? null;
}
