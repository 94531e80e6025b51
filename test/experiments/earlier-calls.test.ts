import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { earlierCalls } from "../../experiments/earlier-calls.js";
import { systemClock } from "../../foundation/clock.js";
import type { Usage } from "../../models/usage.js";
import { openHistory } from "../../population/history/open.js";
import { sampleCall } from "../population/history/sample-rows.js";

const folder = mkdtempSync(join(tmpdir(), "autodata-earlier-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("what is known of stored calls is summed apart from what is not, which has a likely size from its text", async () => {
  const history = await openHistory(join(folder, "history.sqlite"), systemClock);
  const store = (n: number, usage: Omit<Usage, "calls">, asked = "", answered = "") => {
    const call = sampleCall(n);
    const reply = { ...call.completion.reply, text: answered, toolCalls: [], reasoning: null };
    return history.calls.append({
      ...call,
      key: { ...call.key, seat: "weak" } as typeof call.key,
      request: { ...call.request, messages: [{ role: "user", content: asked }], tools: [] },
      completion: { ...call.completion, reply, usage: { calls: 1, ...usage } },
    });
  };
  const unknown = { inputTokens: null, outputTokens: null, costUsd: null };
  await store(0, { inputTokens: 100, outputTokens: 10, costUsd: 1 }, "a", "b");
  await store(1, { inputTokens: 200, outputTokens: 20, costUsd: 2 }, "a", "b");
  await store(2, { inputTokens: 5, outputTokens: 6, costUsd: null }, "a", "b");
  await store(3, unknown, "x".repeat(400), "y".repeat(40));
  await store(4, unknown, "x".repeat(800), "y".repeat(120));
  const found = earlierCalls(history);
  expect(found.map(({ seat, usage }) => ({ seat, ...usage }))).toEqual(
    expect.arrayContaining([
      { seat: "weak", calls: 2, inputTokens: 300, outputTokens: 30, costUsd: 3 },
      { seat: "weak", calls: 1, inputTokens: 5, outputTokens: 6, costUsd: null },
      { seat: "weak", calls: 2, ...unknown },
    ]),
  );
  expect(found).toHaveLength(3);
  const unmetered = found.find(({ usage }) => usage.inputTokens === null);
  expect(unmetered?.uncounted()).toEqual({ inputTokens: 150, outputTokens: 20 });
  expect(history.totals.usage().total.inputTokens).toBeNull();
  await history.close();
});
