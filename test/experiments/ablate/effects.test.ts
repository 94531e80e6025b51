import { expect, it } from "vitest";
import { verdictOn } from "../../../experiments/ablate/effects.js";

it.each([
  [{ low: 0.01, high: 0.4 }, 0.04, "carries its weight"],
  [{ low: 0.01, high: 0.4 }, 0.06, "likely carries weight"],
  [{ low: 0, high: 0.4 }, 0.04, "no effect shown"],
  [{ low: -0.2, high: 0.1 }, 0.5, "no effect shown"],
  [{ low: -0.4, high: -0.1 }, 0.01, "harmful: better without"],
  [{ low: -0.4, high: -0.1 }, 0.2, "likely harmful"],
  [null, 0.01, "too few documents"],
])("an interval of %j and a corrected p of %d say: %s", (interval, p, verdict) => {
  expect(verdictOn({ interval }, p)).toBe(verdict);
});
