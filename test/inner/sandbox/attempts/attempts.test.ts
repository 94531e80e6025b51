import { afterAll, describe, expect, it } from "vitest";
import { harnessOf, playEpisode } from "../../episode/episode-scene.js";
import type { Attempt, Expected } from "./attempt.js";
import { gallery } from "./gallery.js";
import { normalOutcome, Trial } from "./realms/trial.js";

const trial = await Trial.open();
afterAll(() => trial.close());

const honest = harnessOf(`
  const proposal = await host.propose(draft);
  if (!proposal.accepted) throw new Error(proposal.findings.join());
  await host.verify(proposal.example);
  await host.evaluate(proposal.example, "weak");
  await host.evaluate(proposal.example, "strong");`);

const pattern = ({ message, ...rest }: Expected) => ({
  ...rest,
  ...(message === undefined ? {} : { message: expect.stringContaining(message) }),
});

async function heldAndFree(attempt: Attempt) {
  const [held, free] = await Promise.all([trial.attempt(attempt), trial.control(attempt)]);
  return { held, free };
}

describe("the gallery", () => {
  it("has many attempts in all its families, each by a name of its own", () => {
    const names = gallery.flatMap(({ attempts }) => attempts.map(({ name }) => name));
    expect(names.length).toBeGreaterThanOrEqual(140);
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(gallery.map(({ name }) => name)).size).toBe(14);
  });
});

describe.each(gallery.map(({ name, attempts }) => [name, attempts] as const))(
  "of the family %s, a program that",
  (_family, attempts) => {
    it.each(attempts.map((attempt) => [attempt.name, attempt] as const))(
      "%s gains nothing, does where nothing holds it, and harms no other",
      async (_name, attempt) => {
        const { held, free } = await heldAndFree(attempt);
        expect(held).toMatchObject(pattern(attempt.contained));
        expect(free).toMatchObject(pattern(attempt.control.gains));
        expect(held).not.toMatchObject(pattern(attempt.control.gains));
        expect(held.stains).toEqual([]);
        expect(await trial.normal()).toEqual(normalOutcome);
      },
    );

    it("is honest is accepted in the same pool", async () => {
      const { trajectory } = await playEpisode(trial.sandbox, honest);
      expect(trajectory.observation).toMatchObject({ outcome: "accepted", rounds: 1 });
    });
  },
);
