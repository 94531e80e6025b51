import type { Host, StageReport } from "autodata/harness";
import { type Draft, isDraft } from "./tamper.js";

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

/**
 * The host, with what the weak solver missed asked seven times over, next to three criteria it met.
 * @param reworded a missed criterion said another way, for the `turn`th time.
 */
export function withMissedAgain(host: Host, reworded: (criterion: string, turn: number) => string): Host {
  return withSecondThoughts(host, async (report, draft, stage) => {
    if (report.passed || stage !== "weak") return report;
    const missed = draft.rubric.filter((_, at) =>
      report.attempts.every(({ marks }) => marks[at]?.met !== true),
    );
    if (missed.length < 2) return report;
    const known = draft.rubric.filter((one) => !missed.includes(one) && one.weight > 0);
    const rubric = Array.from({ length: 10 }, (_, at) => {
      const met = at < 3 ? known[at] : undefined;
      if (met !== undefined) return { ...met, weight: 5 };
      const criterion = reworded(missed[at % missed.length]?.criterion ?? "", Math.floor(at / missed.length));
      return { criterion, weight: 5, category: "positive" as const };
    });
    return (await reportOn(host, { ...draft, rubric })) ?? report;
  });
}

/** Null where the draft does not come as far as its solvers. */
async function reportOn(host: Host, draft: Draft): Promise<StageReport | null> {
  const proposal = await host.propose(draft);
  if (!proposal.accepted || !(await host.verify(proposal.example)).passed) return null;
  const weak = await host.evaluate(proposal.example, "weak");
  return weak.passed ? host.evaluate(proposal.example, "strong") : weak;
}
