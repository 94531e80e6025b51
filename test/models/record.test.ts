import { describe, expect, test } from "vitest";
import { Divergence } from "../../foundation/errors.js";
import { keyText, seedOf } from "../../models/call-key.js";
import { hashOfRequest } from "../../models/logical-request.js";
import type { Model } from "../../models/model.js";
import { type CallEvent, NotRecorded, type RecordOptions, recorded, replaying } from "../../models/record.js";
import { ask, callKey, completion, type MemoryLog, memoryLog, model, seating } from "./scene.js";

const echo = model(async (call) => completion(`re: ${call.request.messages[0]?.content}`));
const silent = model(() => Promise.reject(new Error("must not be asked")));

function options(log: MemoryLog, changes: Partial<RecordOptions> = {}): RecordOptions {
  return { seats: seating(), rootSeed: 7, log, ...changes };
}

describe("recording", () => {
  test("stores the logical request under the key, with its hash, and the whole completion", async () => {
    const log = memoryLog();
    const sampling = { temperature: 0.2, maxTokens: 100 };
    const seats = seating({ sampling, extraBody: { top_k: 3 } });
    const reply = await recorded(echo, options(log, { seats })).complete({ ...ask("q"), outputFactor: 1.5 });
    const request = {
      model: "some-model",
      messages: [{ role: "user", content: "q" }],
      tools: [],
      format: "text",
      sampling: { temperature: 0.2, maxTokens: 150 },
      extraBody: { top_k: 3 },
      seed: seedOf(7, callKey(0)),
    } as const;
    expect(log.records).toEqual([
      { key: callKey(0), request, requestHash: hashOfRequest(request), completion: reply },
    ]);
  });

  test("hands a reply out only when it is durable", async () => {
    const log = memoryLog();
    let durable = () => {};
    log.append = () => new Promise((resolve) => (durable = resolve));
    let seen = false;
    const pending = recorded(echo, options(log))
      .complete(ask())
      .then(() => (seen = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(seen).toBe(false);
    durable();
    await pending;
  });

  test("stores a reply that was paid for although the run was stopped meanwhile", async () => {
    const log = memoryLog();
    const controller = new AbortController();
    const below = model(async () => {
      controller.abort(new Error("stop"));
      return completion("paid");
    });
    await recorded(below, options(log)).complete(ask(), controller.signal);
    expect(log.records).toHaveLength(1);
  });

  test("does not hide that the log refused a record", async () => {
    const log = memoryLog();
    log.append = () => Promise.reject(new Error("disk full"));
    await expect(recorded(echo, options(log)).complete(ask())).rejects.toThrow("disk full");
  });

  test("stores nothing for a call that failed, which may be asked again", async () => {
    const log = memoryLog();
    let down = true;
    const below: Model = model(async () => {
      if (down) throw new Error("down");
      return completion("up");
    });
    const model_ = recorded(below, options(log));
    await expect(model_.complete(ask())).rejects.toThrow("down");
    expect(log.records).toEqual([]);
    down = false;
    expect((await model_.complete(ask())).reply.text).toBe("up");
  });

  test("takes the same key twice at once for a bug", async () => {
    const model_ = recorded(echo, options(memoryLog()));
    const first = model_.complete(ask());
    await expect(model_.complete(ask())).rejects.toThrow("asked twice at once");
    await first;
  });
});

describe("resuming", () => {
  test("serves what is stored, equal to what was first handed out, and asks for the rest", async () => {
    const log = memoryLog();
    const events: CallEvent[] = [];
    const onCall = (event: CallEvent) => events.push(event);
    const first = await recorded(echo, options(log, { onCall })).complete(ask("a", 0));
    const resumed = recorded(echo, options(log, { onCall }));
    expect(await resumed.complete(ask("a", 0))).toEqual(first);
    await resumed.complete(ask("b", 1));
    expect(events.map(({ source }) => source)).toEqual(["model", "log", "model"]);
    expect(log.records).toHaveLength(2);
  });

  test("another request under a stored key is a divergence, and nobody is asked", async () => {
    const log = memoryLog();
    await recorded(echo, options(log)).complete(ask("a"));
    await expect(recorded(silent, options(log)).complete(ask("b"))).rejects.toThrow(Divergence);
  });

  test.each([
    ["model", { seats: seating({ model: "other" }) }],
    ["sampling", { seats: seating({ sampling: { temperature: 1 } }) }],
    ["extra body", { seats: seating({ extraBody: { thinking: false } }) }],
    ["root seed", { rootSeed: 8 }],
  ])("another %s is a divergence", async (_, changes) => {
    const log = memoryLog();
    await recorded(echo, options(log)).complete(ask());
    await expect(recorded(silent, options(log, changes)).complete(ask())).rejects.toThrow(Divergence);
  });

  test("another host, key, header, price or pace is not", async () => {
    const log = memoryLog();
    await recorded(echo, options(log)).complete(ask());
    const seats = seating({
      baseUrl: "http://elsewhere:8000/v1",
      apiKeyEnv: "K",
      extraHeaders: { a: "b" },
      price: { inputPerMillion: 1, outputPerMillion: 1 },
      concurrency: 1,
      timeoutMs: 1,
    });
    const reply = await recorded(silent, options(log, { seats })).complete(ask());
    expect(reply.reply.text).toBe("re: hello");
  });

  test("an absent member and its default are the same request", async () => {
    const log = memoryLog();
    await recorded(echo, options(log)).complete(ask("a"));
    const { key, request } = ask("a");
    const spelledOut = { key, request: { ...request, tools: [], format: "text" as const }, outputFactor: 1 };
    await recorded(silent, options(log)).complete(spelledOut);
  });
});

describe("replaying", () => {
  test("serves the log and asks nobody", async () => {
    const log = memoryLog();
    const first = await recorded(echo, options(log)).complete(ask());
    expect(await replaying(options(log)).complete(ask())).toEqual(first);
  });

  test("names the call that was never logged", async () => {
    const missing = replaying(options(memoryLog())).complete(ask());
    await expect(missing).rejects.toThrow(NotRecorded);
    await expect(missing).rejects.toMatchObject({ key: keyText(callKey(0)) });
  });
});

test("nothing is served under a signal that is already aborted", async () => {
  const log = memoryLog();
  await recorded(echo, options(log)).complete(ask());
  const reason = new Error("stop");
  await expect(replaying(options(log)).complete(ask(), AbortSignal.abort(reason))).rejects.toBe(reason);
});
