import { join } from "node:path";
import { expect, test } from "vitest";
import { systemClock } from "../../../foundation/clock.js";
import { canonicalJson, sha256 } from "../../../foundation/digest.js";
import { asTicket } from "../../../foundation/ids.js";
import { keyText } from "../../../models/call-key.js";
import { HistoryConflict } from "../../../population/history/history-error.js";
import { openHistory, openHistoryForReading } from "../../../population/history/open.js";
import { temporaryFolder } from "../temporary-folder.js";
import { openRaw } from "./raw-database.js";
import { sampleAppends, withHistory } from "./sample-history.js";
import {
  sampleCall,
  sampleCandidate,
  sampleDecision,
  sampleDocument,
  sampleProvenance,
  sampleRequest,
  sampleTrajectory,
} from "./sample-rows.js";

const historyPath = () => join(temporaryFolder(), "history.sqlite");

test("the names that models answered under come in the order of their first call, each once", async () => {
  const history = openHistory(historyPath(), systemClock);
  const names = ["m-2", "m-1", null, "m-2", "m-3"];
  for (const [number, answeredBy] of names.entries()) {
    const { completion, ...call } = sampleCall(number);
    const provenance = { ...completion.provenance, answeredBy };
    await history.calls.append({ ...call, completion: { ...completion, provenance } });
  }
  expect(history.calls.answeredNames()).toEqual(
    ["m-2", "m-1", "m-3"].map((answeredBy) => ({
      baseUrl: "https://models.example/v1",
      model: "a-model",
      answeredBy,
    })),
  );
  await history.close();
});

test("what was appended comes back equal after the file was closed and opened again", async () => {
  const path = historyPath();
  await withHistory(path, sampleAppends(), () => {});
  const reader = openHistoryForReading(path);
  for (const number of [0, 1, 2, 3]) {
    const call = sampleCall(number);
    const { requestHash, completion } = call;
    expect(reader.calls.find(keyText(call.key))).toEqual({ requestHash, completion });
    const trajectory = sampleTrajectory(number);
    expect(reader.episodes.find(trajectory.observation.ticket)).toEqual(trajectory);
  }
  expect(reader.run.get("version")).toBe("0.1.0");
  expect(reader.documents.all()).toEqual([0, 1, 2, 3].map(sampleDocument));
  expect(reader.candidates.all()).toEqual([0, 1, 2, 3].map(sampleCandidate));
  expect(reader.decisions.all()).toEqual([0, 1, 2, 3].map((n) => sampleDecision(n)));
  expect(reader.decisions.find(2, "accept")).toEqual(sampleDecision(2));
  await reader.close();
});

test("what was never appended is undefined", async () => {
  await withHistory(historyPath(), [], (history) => {
    expect(history.calls.find("iteration/0000/main/0000/0")).toBeUndefined();
    expect(history.calls.readCall("iteration/0000/main/0000/0")).toBeUndefined();
    expect(history.episodes.find(asTicket(1))).toBeUndefined();
    expect(history.run.get("version")).toBeUndefined();
    expect(history.decisions.find(1, "select")).toBeUndefined();
  });
});

test("a call is found as soon as it is appended, before it is durable", async () => {
  const path = historyPath();
  await withHistory(path, [], async (history) => {
    const call = sampleCall(1);
    const durable = history.calls.append(call);
    expect(history.calls.find(keyText(call.key))?.completion).toEqual(call.completion);
    await durable;
  });
});

test("a stored call is read with the whole logical request that its hash was taken of", async () => {
  await withHistory(historyPath(), sampleAppends(), (history) => {
    const call = sampleCall(3);
    const read = history.calls.readCall(keyText(call.key));
    expect(read?.request).toEqual(call.request);
    expect(sha256(canonicalJson(read?.request))).toBe(call.requestHash);
    expect(read?.completion).toEqual(call.completion);
  });
});

test("calls are listed by the beginning of their key", async () => {
  await withHistory(historyPath(), sampleAppends(), (history) => {
    expect(history.calls.keysUnder("iteration/0002/")).toEqual(["iteration/0002/analyzer/0000/0"]);
    expect(history.calls.keysUnder("iteration/")).toHaveLength(4);
    expect(history.calls.keysUnder("episode/")).toEqual([]);
  });
});

test("messages that many calls share are stored once", async () => {
  const path = historyPath();
  const shared = "a long shared message ".repeat(4000);
  await withHistory(path, [], async (history) => {
    for (const number of [1, 2, 3]) {
      const request = { ...sampleRequest(number), messages: [{ role: "user", content: shared } as const] };
      await history.calls.append(sampleCall(number, request));
    }
  });
  const raw = openRaw(path);
  const stored = raw.prepare("SELECT COUNT(*) FROM blob WHERE hash = ?").pluck();
  const hash = Buffer.from(sha256(canonicalJson({ role: "user", content: shared })), "hex");
  expect(stored.get(hash)).toBe(1);
  expect(raw.prepare("SELECT encoding FROM blob WHERE hash = ?").pluck().get(hash)).toBe("deflate");
  raw.close();
});

test("appending an equal row again changes nothing", async () => {
  await withHistory(historyPath(), sampleAppends(), async (history) => {
    const before = history.digest();
    for (const append of sampleAppends()) await append(history);
    expect(history.digest()).toBe(before);
    expect(history.verifyChain()).toBeNull();
    expect(history.documents.all()).toHaveLength(4);
  });
});

test("appending an unequal row under the same key is refused by name, and the history goes on", async () => {
  await withHistory(historyPath(), sampleAppends(), async (history) => {
    const call = sampleCall(1);
    const otherReply = { ...call.completion, reply: { ...call.completion.reply, text: "other" } };
    const trajectory = sampleTrajectory(1);
    const longer = { ...trajectory, events: [...trajectory.events, ...trajectory.events] };
    const refused = [
      history.calls.append({ ...call, completion: otherReply }),
      history.episodes.append({ ...trajectory, observation: { ...trajectory.observation, rounds: 9 } }),
      history.episodes.append(longer),
      history.run.put("version", "0.2.0"),
      history.documents.append([{ ...sampleDocument(1), position: 7 }]),
      history.candidates.append({ ...sampleCandidate(1), summary: "other" }),
      history.decisions.append({ ...sampleDecision(1), body: {} }),
    ];
    for (const append of refused) await expect(append).rejects.toBeInstanceOf(HistoryConflict);
    await history.calls.append(sampleCall(8));
    expect(history.episodes.find(trajectory.observation.ticket)).toEqual(trajectory);
    expect(history.verifyChain()).toBeNull();
  });
});

test("usage is summed by seat, and unknown in any call is unknown in the sum", async () => {
  await withHistory(historyPath(), [], async (history) => {
    const usage = { calls: 1, inputTokens: 10, outputTokens: 3, costUsd: 0.5 };
    const call = (number: number, seat: "weak" | "judge", change: object) => {
      const sample = sampleCall(number);
      const completion = {
        ...sample.completion,
        usage: { ...usage, ...change },
        provenance: sampleProvenance,
      };
      return history.calls.append({ ...sample, key: { ...sample.key, seat }, completion });
    };
    await call(1, "weak", {});
    await call(2, "weak", {});
    await call(3, "judge", { outputTokens: null });
    expect(history.totals.usage()).toEqual({
      total: { calls: 3, inputTokens: 30, outputTokens: null, costUsd: 1.5 },
      bySeat: {
        judge: { calls: 1, inputTokens: 10, outputTokens: null, costUsd: 0.5 },
        weak: { calls: 2, inputTokens: 20, outputTokens: 6, costUsd: 1 },
      },
    });
  });
});

test("observations come in ticket order, whatever finished first", async () => {
  await withHistory(historyPath(), [], async (history) => {
    for (const number of [2, 0, 1]) await history.episodes.append(sampleTrajectory(number));
    expect(history.totals.observations()).toEqual([0, 1, 2].map((n) => sampleTrajectory(n).observation));
  });
});

test("attempts are rows of their own for people who query the file", async () => {
  const path = historyPath();
  await withHistory(path, sampleAppends(), () => {});
  const raw = openRaw(path);
  const query = "SELECT seat, score_numerator, score_denominator, marks, trouble FROM attempt LIMIT 2";
  expect(raw.prepare(query).all()).toEqual([
    { seat: "weak", score_numerator: 3, score_denominator: 8, marks: "[1,0]", trouble: "" },
    { seat: "weak", score_numerator: null, score_denominator: null, marks: "[]", trouble: "truncated" },
  ]);
  const met = "SELECT SUM(value) FROM attempt, json_each(attempt.marks)";
  expect(raw.prepare(met).pluck().get()).toBe(4);
  raw.close();
});
