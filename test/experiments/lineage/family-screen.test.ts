import { describe, expect, it } from "vitest";
import { familyOf } from "../../../experiments/lineage/family.js";
import { type FamilyView, familyScreen } from "../../../experiments/lineage/family-screen.js";
import {
  candidateEntry,
  curveOf,
  evaluationOf,
  outcomeEntry,
  someFacts,
  treeOf,
} from "../report/made-up-run.js";
import { madeUpFamily } from "./made-up-family.js";

const view: FamilyView = { run: "runs/a", all: false, members: false };
const [base, kid, loser, side] = [treeOf("base"), treeOf("kid"), treeOf("loser"), treeOf("side")];

/** The baseline, a member from it that leads, another member, one rejected and one invalid. */
function smallFamily() {
  const parentRate = { accepted: 2, conclusive: 12 };
  const mutantRate = { accepted: 5, conclusive: 12 };
  const run = {
    facts: { ...someFacts, plannedIterations: 4 },
    candidates: [
      candidateEntry(base, null, 0, "baseline"),
      { ...candidateEntry(kid, base, 1, "member"), summary: "Ask why,\nnot what" },
      { ...candidateEntry(loser, kid, 2, "rejected"), summary: "Shorter context" },
      { ...candidateEntry(side, base, 4, "member"), summary: "Integer weights" },
    ],
    decisions: [
      outcomeEntry(1, "accepted", base, kid, { parentRate, mutantRate }),
      outcomeEntry(2, "rejected", kid, loser),
      outcomeEntry(3, "invalid", kid, null, { because: "guard: edits outside the harness" }),
      outcomeEntry(4, "accepted", base, side),
    ],
    observations: [
      ...evaluationOf(base, 0, parentRate),
      ...evaluationOf(base, 1, { accepted: 1, conclusive: 12 }, "validate-parent"),
      ...evaluationOf(kid, 1, mutantRate),
      ...evaluationOf(loser, 2, { accepted: 0, conclusive: 12 }),
      ...evaluationOf(side, 4, { accepted: 3, conclusive: 12 }),
    ],
  };
  const curve = curveOf(run);
  return { curve, family: familyOf({ ...run, best: curve.best }) };
}

describe("the tree of candidates on a screen", () => {
  it("shows members with scores, the way to the best in the first column, and counts of the others", () => {
    const { curve, family } = smallFamily();
    expect(familyScreen(family, curve, view).split("\n")).toEqual([
      "offline · unfinished: 4 of 4 iterations · 3 members, 1 rejected, 1 invalid",
      "  simulated models: not a result about any real model",
      "",
      "candidate   iteration  validation          change",
      "◆ baseline          0   13 %    3/24  x 2  made up",
      "├─● 736964          4   25 %    3/12  x 1  Integer weights",
      "★ 6b6964            1   42 %    5/12  x 1  Ask why, not what",
      "└─ 1 rejected, 1 invalid",
      "",
      "★ best so far  ◆ its ancestors  ● other members  ○ not accepted",
      "validation: mean, accepted/conclusive, x evaluations; it selects, so the best one's is optimistic",
      "one candidate: npx autodata-lab lineage runs/a best · everyone: npx autodata-lab lineage runs/a --all",
    ]);
  });

  it("shows everyone when asked, with how it ended and why nothing came of it", () => {
    const { curve, family } = smallFamily();
    const screen = familyScreen(family, curve, { ...view, all: true });
    expect(screen).toContain("├─○ 6c6f73          2  rejected    0 %    0/12  x 1  Shorter context");
    expect(screen).toContain("└─○ -               3  invalid");
    expect(screen).toContain("guard: edits outside the harness");
  });

  it("shows members alone when asked, and says how many a limit left out", () => {
    const { curve, family } = smallFamily();
    const screen = familyScreen(family, curve, { ...view, members: true, limit: 1 });
    expect(screen).not.toMatch(/736964|├─|└─/);
    expect(screen).toContain("1 of lower score not shown (--limit 1)");
  });

  it("keeps every candidate on one line of a terminal, and has colours only where they are wanted", () => {
    const { curve, family } = madeUpFamily({ iterations: 233 });
    const lines = familyScreen(family, curve, { ...view, all: true }, { width: 100 }).split("\n");
    for (const line of lines.slice(0, -1)) expect([...line].length).toBeLessThanOrEqual(100);
    expect(lines.length).toBeGreaterThan(233);
    expect(lines.join("\n")).not.toContain("\u001b");
    expect(familyScreen(family, curve, view, { colours: true })).toContain("\u001b[32m");
  });

  it("has something to say before there is a candidate", () => {
    const nothing = { facts: someFacts, candidates: [], observations: [], decisions: [] };
    expect(familyScreen([], curveOf(nothing), view)).toContain("no candidate yet");
  });
});
