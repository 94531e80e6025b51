import { describe, expect, it } from "vitest";
import { pairingOf } from "../../../experiments/pairing/pairing.js";
import { overviewTable, pairingScreen } from "../../../experiments/pairing/pairing-screen.js";
import { asDocumentId, asTreeHash } from "../../../foundation/ids.js";
import { randomStreams } from "../../../foundation/random.js";
import type { Outcome } from "../../../inner/trajectory.js";
import { episodesOf } from "../evaluate/made-episodes.js";

const a = "accepted";
const x = "exhausted";
const options = { titles: new Map([[asDocumentId("d0"), "A title"]]), random: randomStreams(1) };
const plain = { diff: false, colours: false };

const competitor = (name: string, rows: Outcome[][], text = name) => ({
  name,
  tree: asTreeHash(name),
  files: new Map([["workflow.ts", `${text}\n`]]),
  episodes: episodesOf(name, rows),
});
const pair = (old: Outcome[][], edited: Outcome[][]) =>
  pairingOf(competitor("old", old), competitor("new", edited), options);

describe("a pairing", () => {
  it("is of the documents that both have a conclusive episode on, over all their episodes", () => {
    const { contrast, test, unpaired } = pair([[x, x, x], [a], ["inconclusive"], [x]], [[a], [a], [a], []]);
    expect(contrast.documents.map(({ document }) => document)).toEqual(["d0", "d1"]);
    expect(unpaired).toBe(2);
    expect(contrast.against).toMatchObject({ rate: { accepted: 1, conclusive: 4 }, used: { calls: 40 } });
    expect(contrast.difference.value).toBe(0.75);
    expect(test).toMatchObject({ differing: 1, balanced: false, p: 1 });
  });

  it("has an interval and a test that agree when one side clearly wins", () => {
    const { contrast, test } = pair(Array(12).fill([x]), [...Array(9).fill([a]), ...Array(3).fill([x])]);
    expect(contrast.difference.interval?.low).toBeGreaterThan(0);
    expect(test).toEqual({ p: 2 / 2 ** 9, differing: 9, counted: "exact", balanced: true });
  });

  it("reads as rates, ways of losing rounds, costs, documents, a sentence on each number, and files", () => {
    const screen = pairingScreen(pair([[x], [x]], [[a], [x]]), plain);
    expect(screen).toMatch(/^ +old +new +change$/m);
    expect(screen).toMatch(/^ +pass rate +0 % +50 % +\+50$/m);
    expect(screen).toMatch(/^ +too easy +2\.0 +1\.0 +-1\.0$/m);
    expect(screen).toMatch(/^ +calls +none in 20 +20$/m);
    expect(screen).toMatch(/^ +cost +none in \$1\.00 +\$1\.00$/m);
    expect(screen).toMatch(/^ +A title +0\/1 +1\/1 +won$/m);
    expect(screen).toMatch(
      /^difference \+50 points.*too few documents for an interval.*won 1, lost 0, even 1/m,
    );
    expect(screen).toMatch(
      /^sign-flip test by document, all ways counted: p 1\.00, two-sided; they differ on 1 document$/m,
    );
    expect(screen).toMatch(/^old to new: 1 file, \+1 -1\n {2}workflow\.ts$/m);
    expect(screen).not.toContain("+new");
  });

  it("shows the diff when asked, and says of unequal counts that p is approximate", () => {
    const screen = pairingScreen(pair([[x, x]], [[a]]), { diff: true, colours: false });
    expect(screen).toMatch(/^-old\n\+new$/m);
    expect(screen).toMatch(/p is approximate/);
  });

  it("is one row of several that are compared with the same first", () => {
    const first = competitor("old", [[x], [a]]);
    const pairings = [competitor("one", [[a], [a]]), competitor("two", [[x], [x]])].map((other) =>
      pairingOf(first, other, options),
    );
    const overview = overviewTable(pairings);
    expect(overview).toMatch(/^ +one +100 % +50 % +\+50 +- +1\.00 +1\.00 +2$/m);
    expect(overview).toMatch(/^ +two +0 % +50 % +-50 +- +1\.00 +1\.00 +2$/m);
    expect(overview).toContain("corrected by Holm for 2 comparisons");
  });
});
