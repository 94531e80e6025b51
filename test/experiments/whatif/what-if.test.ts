import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openRun } from "../../../experiments/look/opened-run.js";
import { joinsUnder, type RedecidedTurn } from "../../../experiments/whatif/redecide.js";
import { whatIf } from "../../../experiments/whatif/what-if.js";
import { finalSchema, selectSchema } from "../../../outer/decisions.js";
import { acceptanceRule, usualRules } from "../../../outer/policies/acceptance-rules.js";
import { cannotBeDecided } from "../../../outer/policies/retrial.js";
import { policyNames } from "../../../outer/policies/search-policies.js";
import { selectionRule } from "../../../outer/policies/selection-rules.js";
import { RecordedRun } from "../look/recorded.js";
import { Landscapes } from "./landscape-run.js";

const landscapes = new Landscapes();
afterAll(() => landscapes.remove());
const runs = new Map<string, Awaited<ReturnType<Landscapes["run"]>>>();
beforeAll(async () => {
  for (const policy of policyNames) runs.set(policy, await landscapes.run(policy, 1));
});

function landscape(policy: string) {
  const run = runs.get(policy);
  if (run === undefined) throw new Error(policy);
  return run;
}

function under(policy: string, rule: string) {
  const [outcome] = whatIf(landscape(policy), [acceptanceRule(rule)], []).rules;
  if (outcome === undefined) throw new Error(rule);
  return outcome;
}

const accepted = (turn: RedecidedTurn) => turn.ran === "accepted";

describe.each(policyNames)("a search by the policy %s, decided anew", (policy) => {
  it("by its own rule is what it was: every decision, the leader, the curve", () => {
    const run = landscape(policy);
    const { turns, counts, best, curve } = under(policy, policy);
    expect(counts.accepted).toBeGreaterThan(3);
    expect(counts).toMatchObject({ kept: counts.accepted, fallen: 0, onFallen: 0, added: 0, left: 0 });
    for (const { iteration, accept } of turns) {
      expect(accept).toEqual(run.history.decisions.find(iteration, "accept")?.body ?? null);
    }
    expect(curve).toBe(run.view.curve);
    const stored = run.history.decisions.all().find(({ kind }) => kind === "final");
    const final = finalSchema.parse(stored?.body);
    expect(best).toMatchObject(final.members.find(({ candidate }) => candidate === final.best) ?? {});
  });

  it.each([...usualRules])("by %s accounts for every acceptance of the run", (rule) => {
    const { counts, turns, curve } = under(policy, rule);
    const unmeasured = turns.filter((turn) => accepted(turn) && turn.fate === "not measured").length;
    const left = turns.filter((turn) => accepted(turn) && turn.fate === "left" && !turn.orphaned).length;
    expect(counts.kept + counts.fallen + counts.onFallen + left + unmeasured).toBe(counts.accepted);
    const members = curve.points.filter(({ outcome }) => outcome === "accepted");
    expect(members.map(({ iteration }) => iteration)).toEqual(
      turns.filter(joinsUnder).map(({ iteration }) => iteration),
    );
  });

  it("keeps nobody whose parent is not there", () => {
    for (const rule of usualRules) {
      const { turns } = under(policy, rule);
      const gone = new Set(
        turns.filter((turn) => accepted(turn) && !joinsUnder(turn)).map(({ candidate }) => candidate),
      );
      for (const turn of turns) expect(turn.orphaned).toBe(gone.has(turn.parent));
    }
  });

  it("by a stricter margin keeps a part of what a looser one keeps", () => {
    const kept = (margin: number) =>
      under(policy, `margin:${margin}`)
        .turns.filter((turn) => accepted(turn) && joinsUnder(turn))
        .map(({ iteration }) => iteration);
    expect(kept(1)).toEqual(expect.arrayContaining(kept(2)));
    expect(kept(2)).toEqual(expect.arrayContaining(kept(4)));
    expect(kept(4).length).toBeLessThan(kept(1).length);
  });

  it("draws its parents as it did by its own selection, and others by another", () => {
    const { history, view } = landscape(policy);
    const selections = [selectionRule(policy, 0.1), selectionRule("uniform", 0.1)];
    const { drew, selections: drawn } = whatIf({ history, view }, [], selections);
    expect(drawn[0]).toEqual(drew);
    for (const { iteration, parentProbability, parent, drawn } of drew.draws) {
      const stored = selectSchema.parse(history.decisions.find(iteration, "select")?.body);
      expect(drawn).toBe(parent);
      expect(parentProbability).toBe(
        stored.members.find(({ candidate }) => candidate === stored.parent)?.probability,
      );
    }
    for (const { effectiveParents, members } of drawn[1]?.draws ?? []) {
      expect(effectiveParents).toBeCloseTo(members, 6);
    }
    expect(drawn[1]?.draws.some((draw) => draw.drawn !== draw.parent)).toBe(true);
  });
});

it("leaves what a parent's fresh run would decide, where the search did not make it, and stays with the run", () => {
  const { turns, counts } = under("efficient", "paper");
  const left = turns.filter(({ fate }) => fate === "left");
  expect(left.length).toBeGreaterThan(0);
  expect(counts.left).toBe(left.filter(({ orphaned }) => !orphaned).length);
  for (const turn of left) {
    expect(turn.accept?.because).toContain(cannotBeDecided);
    if (!turn.orphaned) expect(joinsUnder(turn)).toBe(turn.ran === "accepted");
  }
});

describe("a run of an earlier version", () => {
  const run = new RecordedRun();
  beforeAll(() => run.unpack());
  afterAll(() => run.remove());

  it("is what it was by its own rule", async () => {
    const opened = openRun(run.path);
    const { rules, ran } = whatIf(opened, [acceptanceRule("paper")], []);
    expect(rules).toEqual([ran]);
    expect(ran.curve).toBe(opened.view.curve);
    expect(ran.turns.map(({ fate }) => fate).filter((fate) => fate !== null)).toEqual([
      "rejected",
      "rejected",
    ]);
    await opened.history.close();
  });
});
