import { describe, expect, it } from "vitest";
import { curveCsv } from "../../../experiments/report/curve-csv.js";
import { curveSvg } from "../../../experiments/report/curve-svg.js";
import { curveTerminal } from "../../../experiments/report/curve-terminal.js";
import { boundsOf } from "../../../experiments/report/stopped-early.js";
import { stoppedShort } from "../../../outer/policies/efficient-policy.js";
import { candidateEntry, curveOf, evaluationOf, outcomeEntry, someFacts, treeOf } from "./made-up-run.js";

const [base, a] = [treeOf("base"), treeOf("a")];
const rates = {
  mutantRate: { accepted: 1, conclusive: 5 },
  parentRate: { accepted: 9, conclusive: 12 },
};
const stopped = outcomeEntry(1, "rejected", base, a, {
  ...rates,
  because: `validation 1/5, ${stoppedShort} 9/12`,
});

describe("a mutant that was stopped early", () => {
  const curve = curveOf({
    facts: { ...someFacts, documents: { ...someFacts.documents, validation: 12 } },
    candidates: [candidateEntry(base, null, 0, "baseline"), candidateEntry(a, base, 1, "rejected")],
    observations: [
      ...evaluationOf(base, 0, { accepted: 9, conclusive: 12 }, "validate-parent"),
      ...evaluationOf(a, 1, { accepted: 1, conclusive: 5 }),
    ],
    decisions: [stopped],
  });

  it("has a rate between that with all documents left failing and that with all passing", () => {
    expect(curve.points[1]?.bounds).toEqual({ low: 1 / 12, high: 8 / 12 });
    expect(curve.points[0]?.bounds).toBeNull();
  });

  it("is drawn as these bounds, never as a point", () => {
    const svg = curveSvg(curve);
    expect(svg).toContain("stopped early: 8 % to 67 % of all");
    expect(svg).toContain("stopped early, its rate between bounds (1)");
    expect(svg).toContain("rejected (0)");
    expect(curveTerminal(curve)).toContain("▿ at most");
    expect(curveTerminal(curve, { ascii: true }).split("\n").slice(2).join("\n")).toMatch(/v/);
    expect(curveCsv(curve)).toContain(`,${1 / 12},${8 / 12},`);
  });

  it("has no bounds when it was run on every document", () => {
    const whole = outcomeEntry(1, "rejected", base, a, {
      mutantRate: { accepted: 5, conclusive: 12 },
      parentRate: { accepted: 9, conclusive: 12 },
    });
    expect(boundsOf(whole.body as never, 12)).toBeNull();
  });
});
