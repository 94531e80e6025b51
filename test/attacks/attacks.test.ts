import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { Arena, type AttackResult, type Rate } from "./arena.js";
import { type Family, families } from "./attack.js";
import { findAttacks } from "./gallery.js";

/** Fewer than a table of them needs, enough to see every attack stopped: `npm run bench -- attacks` runs more. */
const size = { documents: 4, repeats: 1, rounds: 5 };

const arena = await Arena.open(fileURLToPath(new URL("../..", import.meta.url)), size);
afterAll(() => arena.close());
const attacks = await findAttacks(arena.allHonestFiles());
const gained = new Map<Family, Rate[]>();
const lost = new Map<Family, Rate[]>();

function note({ withRule, without }: AttackResult, family: Family): void {
  gained.set(family, [...(gained.get(family) ?? []), without]);
  lost.set(family, [...(lost.get(family) ?? []), withRule ?? { accepted: 0, counted: size.documents }]);
}

describe("the gallery", () => {
  it("has many attacks in all its families, a folder each", () => {
    expect(attacks.length).toBeGreaterThanOrEqual(60);
    expect(new Set(attacks.map(({ family }) => family))).toEqual(new Set(families));
    expect(attacks.map(({ name }) => name)).toEqual(readdirSync(new URL("gallery", import.meta.url)).sort());
  });
});

describe("an attack", () => {
  it.each(attacks.map((attack) => [attack.name, attack.rule, attack] as const))(
    "%s is stopped by %s, and gains nothing",
    async (_name, rule, attack) => {
      const result = await arena.measure(attack);
      note(result, attack.family);
      expect([...result.stops.keys()]).toContain(rule);
      if (result.withRule === null) return;
      expect(result.withRule.accepted).toBeLessThanOrEqual(result.honest.accepted + 2);
      // A document that the host itself finds unsuitable counts for nobody.
      expect(result.withRule.counted).toBeGreaterThanOrEqual(result.honest.counted - 1);
    },
  );

  it.each(families)("in the family %s gains where its rule is switched off", (family) => {
    const share = (rates: readonly Rate[] = []) =>
      rates.reduce((sum, { accepted, counted }) => sum + (counted === 0 ? 0 : accepted / counted), 0) /
      Math.max(1, rates.length);
    expect(share(gained.get(family))).toBeGreaterThan(share(lost.get(family)) + 0.2);
  });
});
