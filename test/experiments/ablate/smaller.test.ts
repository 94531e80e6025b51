import { describe, expect, it } from "vitest";
import type { Effect, Verdict } from "../../../experiments/ablate/effects.js";
import type { Edit } from "../../../experiments/ablate/removals.js";
import { hitchhikers, missed, type Row, withOneMore } from "../../../experiments/ablate/smaller.js";
import { asTreeHash } from "../../../foundation/ids.js";
import { memberEntry } from "./member-entry.js";

const edit = (iteration: number): Edit => ({
  entry: memberEntry(iteration),
  name: `edit-${iteration}`,
  before: new Map(),
  after: new Map(),
});

function row(one: Edit, verdict: Verdict, value = 0, later: readonly Edit[] = []): Row {
  const estimate = { value, documents: 12, interval: { low: value - 0.1, high: value + 0.1 }, because: "" };
  const effect: Effect = { without: estimate, effect: estimate, p: 0.5, verdict };
  const tree = asTreeHash("a".repeat(40));
  const removal = { kind: "comes off", edit: one, with: later, tree, files: new Map() } as const;
  return { removal, findings: [], effect };
}

const [a, b, c] = [edit(1), edit(2), edit(3)];

describe("the edits that are taken back together", () => {
  it("are those of which nothing is shown, and the harmful ones", () => {
    const rows = [
      row(a, "carries its weight", 0.3),
      row(b, "no effect shown"),
      row(c, "harmful: better without", -0.3),
    ];
    expect(hitchhikers([row(a, "likely carries weight", 0.2), row(b, "likely harmful", -0.2)])).toEqual([b]);
    expect(hitchhikers(rows)).toEqual([b, c]);
  });

  it("are none where documents are too few to tell, or nothing was measured", () => {
    const unmeasured: Row = { removal: { kind: "removes nothing", edit: b }, findings: [], effect: null };
    expect(hitchhikers([row(a, "too few documents"), unmeasured])).toEqual([]);
  });

  it("hold one that another stands on only when that goes, too", () => {
    const standing = row(a, "no effect shown", 0, [c]);
    expect(hitchhikers([standing, row(c, "carries its weight", 0.3)])).toEqual([]);
    expect(hitchhikers([standing, row(c, "no effect shown")])).toEqual([a, c]);
  });
});

describe("edits that are missed together", () => {
  const contrast = (low: number, high: number) => {
    const estimate = { value: (low + high) / 2, documents: 12, interval: { low, high }, because: "" };
    return { candidate: estimate, smaller: estimate, difference: estimate };
  };

  it("are missed when the smaller harness is shown to be worse, not when it may be", () => {
    expect(missed(contrast(-0.4, -0.1))).toBe(true);
    expect(missed(contrast(-0.4, 0))).toBe(false);
  });

  it("are put back by their effects, the largest first", () => {
    const rows = [row(a, "no effect shown", 0.05), row(b, "no effect shown", 0.2), row(c, "no effect shown")];
    expect(withOneMore([a, b, c], rows)).toEqual({ back: b, rest: [a, c] });
  });

  it("keep what another stands on that is put back", () => {
    const rows = [
      row(a, "no effect shown", 0, [c]),
      row(b, "no effect shown"),
      row(c, "no effect shown", 0.2),
    ];
    expect(withOneMore([a, b, c], rows)).toEqual({ back: c, rest: [b] });
  });
});
