import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Observation } from "../../../inner/trajectory.js";
import type { Completion, Provenance } from "../../../models/model.js";
import type { CandidateEntry, DocumentEntry } from "../../../population/history/history.js";
import { temporaryFolder } from "../temporary-folder.js";
import { type Append, sampleAppends, withHistory } from "./sample-history.js";
import {
  sampleCall,
  sampleCandidate,
  sampleDecision,
  sampleDocument,
  sampleFailedTry,
  sampleProvenance,
  sampleRequest,
  sampleTrajectory,
} from "./sample-rows.js";

let files = 0;

function digestOf(folder: string, appends: readonly Append[]): Promise<string> {
  files += 1;
  return withHistory(join(folder, `${files}.sqlite`), appends, (history) => history.digest());
}

test("the digest does not depend on the order in which rows were appended", async () => {
  const folder = temporaryFolder();
  const appends = sampleAppends();
  const expected = await digestOf(folder, appends);
  const anyOrder = fc.shuffledSubarray(appends, { minLength: appends.length });
  const sameDigest = fc.asyncProperty(anyOrder, async (shuffled) => {
    expect(await digestOf(folder, shuffled)).toBe(expected);
  });
  await fc.assert(sameDigest, { numRuns: 30 });
}, 60_000);

const call = (change: Partial<Completion["reply"]>): Append => {
  const sample = sampleCall(9);
  const reply = { ...sample.completion.reply, ...change };
  return (history) => history.calls.append({ ...sample, completion: { ...sample.completion, reply } });
};
const otherRequest: Append = (history) => history.calls.append(sampleCall(9, sampleRequest(9, "another")));
const otherCallKey: Append = (history) =>
  history.calls.append({ ...sampleCall(9), key: { ...sampleCall(9).key, seat: "implementer" } });

const observed = (change: Partial<Observation>): Append => {
  const { observation, events } = sampleTrajectory(9);
  return (history) => history.episodes.append({ observation: { ...observation, ...change }, events });
};
const eventChanged = (index: number, change: object): Append => {
  const { observation, events } = sampleTrajectory(9);
  const changed = events.map((event, at) => (at === index ? { ...event, ...change } : event));
  return (history) => history.episodes.append({ observation, events: changed });
};
const document = (change: Partial<DocumentEntry>): Append => {
  return (history) => history.documents.append([{ ...sampleDocument(9), ...change }]);
};
const candidate = (change: Partial<CandidateEntry>): Append => {
  return (history) => history.candidates.append({ ...sampleCandidate(9), ...change });
};

test("the digest changes with everything that makes a run what it is", async () => {
  const folder = temporaryFolder();
  const other = sampleTrajectory(8).observation;
  const variants: readonly Append[] = [
    async () => {},
    (history) => history.run.put("experiment.seed", "1"),
    (history) => history.run.put("experiment.seed", "2"),
    call({}),
    call({ text: "other" }),
    call({ toolCalls: [] }),
    call({ finish: "stop" }),
    call({ reasoning: "other" }),
    otherRequest,
    otherCallKey,
    document({}),
    document({ split: "test" }),
    document({ position: 3 }),
    document({ shownCharacters: 4999 }),
    observed({}),
    observed({ ticket: other.ticket + 1 } as Partial<Observation>),
    observed({ candidate: sampleCandidate(2).tree }),
    observed({ document: other.document }),
    observed({ split: "test" }),
    observed({ purpose: "test" }),
    observed({ repeat: 4 }),
    observed({ outcome: "accepted" }),
    observed({ outcome: "inconclusive" }),
    observed({ reason: "other" }),
    observed({ rounds: 4 }),
    observed({ ticks: 7 }),
    eventChanged(1, { text: "other" }),
    eventChanged(2, { body: {} }),
    eventChanged(3, { attempts: [] }),
    eventChanged(4, { verdict: { decision: "accepted", failed: [] } }),
    candidate({}),
    candidate({ tree: sampleCandidate(8).tree }),
    candidate({ commit: sampleCandidate(8).commit }),
    candidate({ parent: null }),
    candidate({ standing: "member" }),
    candidate({ diff: "other" }),
    candidate({ summary: "other" }),
    (history) => history.decisions.append(sampleDecision(9)),
    (history) => history.decisions.append(sampleDecision(9, "select")),
    (history) => history.decisions.append({ ...sampleDecision(9), body: { draw: 0.25 } }),
  ];
  const digests = await Promise.all(variants.map((append) => digestOf(folder, [...sampleAppends(), append])));
  expect(new Set(digests).size).toBe(variants.length);
}, 60_000);

test("the digest does not change with provenance, cost, failed tries or other facts about this run", async () => {
  const folder = temporaryFolder();
  const provenance = (change: Partial<Provenance>): Append => {
    const sample = sampleCall(9);
    const completion = { ...sample.completion, provenance: { ...sampleProvenance, ...change } };
    return (history) => history.calls.append({ ...sample, completion });
  };
  const usage: Append = (history) => {
    const sample = sampleCall(9);
    const unknown = { calls: 1, inputTokens: null, outputTokens: null, costUsd: null };
    return history.calls.append({ ...sample, completion: { ...sample.completion, usage: unknown } });
  };
  const callVariants = [
    provenance({}),
    provenance({ baseUrl: "http://node-17:8000/v1" }),
    provenance({ answeredBy: null }),
    provenance({ retries: 5 }),
    provenance({ droppedParameters: [] }),
    provenance({ startedAt: 1, durationMs: 2 }),
    usage,
  ];
  const calls = await Promise.all(callVariants.map((append) => digestOf(folder, [append])));
  expect(new Set(calls).size).toBe(1);

  const others: readonly Append[] = [
    async () => {},
    (history) => history.run.put("version", "0.3.0"),
    async (history) => history.calls.appendFailure(sampleFailedTry(7)),
    (history) => history.documents.append([{ ...sampleDocument(9), split: null }]),
  ];
  const digests = await Promise.all(others.map((append) => digestOf(folder, [append])));
  expect(new Set(digests).size).toBe(1);

  const costs = [
    observed({}),
    observed({ cost: { calls: 1, inputTokens: 1, outputTokens: 1, costUsd: null } }),
  ];
  const withCosts = await Promise.all(costs.map((append) => digestOf(folder, [append])));
  expect(withCosts[0]).toBe(withCosts[1]);
});

test("of an inconclusive episode the digest holds that it was, not how far it came", async () => {
  const folder = temporaryFolder();
  const { observation, events } = sampleTrajectory(1);
  const broken = (reason: string, seen: number): Append => {
    const stopped: Observation = { ...observation, outcome: "inconclusive", reason, ticks: seen };
    return (history) => history.episodes.append({ observation: stopped, events: events.slice(0, seen) });
  };
  const [early, late, never] = await Promise.all([
    digestOf(folder, [broken("rate limit", 1)]),
    digestOf(folder, [broken("connection reset", 4)]),
    digestOf(folder, []),
  ]);
  expect(early).toBe(late);
  expect(early).not.toBe(never);
});
