import { describe, expect, it } from "vitest";
import { looksAtTest, recordedEpisodes } from "../../../experiments/pairing/recorded-episodes.js";
import { asTicket, asTreeHash } from "../../../foundation/ids.js";
import type { Observation, Trajectory } from "../../../inner/trajectory.js";
import { episodesOf } from "../evaluate/made-episodes.js";

const numbered = (episodes: Trajectory[], change: Partial<Observation> = {}): Trajectory[] =>
  episodes.map(({ observation, events }) => ({ observation: { ...observation, ...change }, events }));

function historyOf(trajectories: readonly Trajectory[]) {
  const episodes = trajectories.map(({ observation, events }, at) => ({
    observation: { ...observation, ticket: asTicket(at) },
    events,
  }));
  return {
    totals: { observations: () => episodes.map(({ observation }) => observation) },
    episodes: { find: (ticket: number) => episodes[ticket] },
    candidates: { all: () => [{ tree: asTreeHash("root"), standing: "baseline" }] },
  } as unknown as Parameters<typeof recordedEpisodes>[0] & Parameters<typeof looksAtTest>[0];
}

describe("recorded episodes", () => {
  it("are all of a candidate on a split, and those that a longer run logged again count once", () => {
    const test = numbered(episodesOf("one", [["accepted"]]), { split: "test", purpose: "test" });
    const history = historyOf([
      ...episodesOf("one", [["accepted", "exhausted"], ["exhausted"]]),
      ...numbered(episodesOf("one", [["accepted"]]), { purpose: "finalist" }),
      ...episodesOf("two", [["accepted"]]),
      ...test,
      ...test,
      ...numbered(episodesOf("one", [["exhausted"]]), { split: "test", purpose: "criterion" }),
    ]);
    const of = (split: "validation" | "test") =>
      recordedEpisodes(history, asTreeHash("one"), split).map(({ observation }) => observation.outcome);
    expect(of("validation")).toEqual(["accepted", "exhausted", "exhausted", "accepted"]);
    expect(of("test")).toEqual(["accepted"]);
  });

  it("tell who was looked at on test documents, and the baseline is nobody", () => {
    const onTest = { split: "test", purpose: "test" } as const;
    const history = historyOf([
      ...numbered(episodesOf("root", [["accepted"]]), onTest),
      ...numbered(episodesOf("one", [["accepted", "accepted"]]), onTest),
      ...episodesOf("two", [["accepted"]]),
    ]);
    expect([...looksAtTest(history)]).toEqual(["one"]);
  });
});
