import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const page = readFileSync("docs/statistics.md", "utf8");
const parentRate = 0.3;
const changes = [-0.05, 0, 0.05, 0.1, 0.2];
const rows = [...page.matchAll(/^\| (\d+) \|(.*)\|$/gm)].map(([, documents, shares]) => ({
  documents: Number(documents),
  shares: (shares ?? "").split("|").map((cell) => Number.parseInt(cell, 10)),
}));

test.each(rows)(
  "how often $documents documents accept a mutant is as the page says",
  ({ documents, shares }) => {
    const accepted = changes.map((change) => acceptedShare(documents, parentRate, parentRate + change));
    expect(accepted.map((share) => Math.round(100 * share))).toEqual(shares);
  },
);

test("the page has a row for 12, 25, 50 and 100 documents", () => {
  expect(rows.map(({ documents }) => documents)).toEqual([12, 25, 50, 100]);
});

/** The chance that a binomial count of the mutant exceeds that of its parent. */
function acceptedShare(documents: number, parent: number, mutant: number): number {
  const ofParent = binomial(documents, parent);
  let below = 0;
  let share = 0;
  for (const [count, chance] of binomial(documents, mutant).entries()) {
    share += chance * below;
    below += ofParent[count] ?? 0;
  }
  return share;
}

/** Chances of 0 to n successes. */
function binomial(n: number, rate: number): number[] {
  const chances = [(1 - rate) ** n];
  for (let count = 1; count <= n; count++) {
    chances.push(((chances[count - 1] ?? 0) * (n - count + 1) * rate) / (count * (1 - rate)));
  }
  return chances;
}
