import { expect, test } from "vitest";
import { budgeted } from "../../models/budget.js";
import type { Completion, Model } from "../../models/model.js";
import { paced } from "../../models/pace.js";
import { recorded } from "../../models/record.js";
import { StopRequest, stoppable } from "../../models/stoppable.js";
import { fakeClock, turn } from "./fake-clock.js";
import { ask, completion, memoryLog, model, seating } from "./scene.js";

const stopped = { name: "RunStopped", cause_: "interrupt", message: "Stopped on request." };

/** An endpoint whose requests stay under way until they are told to end. */
function slowEndpoint(): Model & { readonly requests: ((reply: Completion) => void)[] } {
  const requests: ((reply: Completion) => void)[] = [];
  return { requests, complete: () => new Promise((resolve) => requests.push(resolve)) };
}

test("a stop is requested once and for all, and its signal says why", () => {
  const stop = new StopRequest();
  expect(stop.requested).toBe(false);
  expect(stop.signal.aborted).toBe(false);
  stop.request();
  const reason: unknown = stop.signal.reason;
  stop.request();
  expect(stop.requested).toBe(true);
  expect(stop.signal.reason).toBe(reason);
  expect(reason).toMatchObject(stopped);
});

test("after a stop new calls are refused, and the one under way ends well", async () => {
  const stop = new StopRequest();
  const endpoint = slowEndpoint();
  const stoppableModel = stoppable(endpoint, stop);
  const first = stoppableModel.complete(ask("a", 0));
  stop.request();
  await expect(stoppableModel.complete(ask("b", 1))).rejects.toMatchObject(stopped);
  endpoint.requests[0]?.(completion("done"));
  expect((await first).reply.text).toBe("done");
  expect(endpoint.requests).toHaveLength(1);
});

test("in the whole stack a stop sends nothing more, stores what is under way, and what is stored can be read", async () => {
  const stop = new StopRequest();
  const endpoint = slowEndpoint();
  const seats = seating({ concurrency: 1 });
  const log = memoryLog();
  const pace = paced(stoppable(endpoint, stop), { seats, clock: fakeClock(), stop: stop.signal });
  const limits = { maxUsd: null, maxTokens: null, maxCalls: 2 };
  const budget = budgeted(pace, { seats, limits, before: [], stop: stop.signal });
  const stack = recorded(budget, { seats, rootSeed: 1, log });
  const underWay = stack.complete(ask("a", 0));
  await turn();
  const inLane = stack.complete(ask("b", 1));
  const inBudget = stack.complete(ask("c", 2));
  await turn();
  stop.request();
  await expect(inLane).rejects.toMatchObject(stopped);
  await expect(inBudget).rejects.toMatchObject(stopped);
  endpoint.requests[0]?.(completion("done"));
  expect((await underWay).reply.text).toBe("done");
  expect(endpoint.requests).toHaveLength(1);
  expect(log.records).toHaveLength(1);
  expect((await stack.complete(ask("a", 0))).reply.text).toBe("done");
  await expect(stack.complete(ask("d", 3))).rejects.toMatchObject(stopped);
});

test("a call whose turn comes as the stop is requested is not sent", async () => {
  const stop = new StopRequest();
  const endpoint = slowEndpoint();
  const clock = fakeClock();
  const pace = paced(stoppable(endpoint, stop), { seats: seating({ concurrency: 1 }), clock });
  const first = pace.complete(ask("a", 0));
  const second = pace.complete(ask("b", 1));
  await turn();
  stop.request();
  endpoint.requests[0]?.(completion("done"));
  await first;
  await expect(second).rejects.toMatchObject(stopped);
  expect(endpoint.requests).toHaveLength(1);
});

test("the caller's own abort still reaches a request under way", async () => {
  const below = model(
    (_, signal) =>
      new Promise((__, reject) => signal?.addEventListener("abort", () => reject(signal.reason))),
  );
  const controller = new AbortController();
  const stop = new StopRequest();
  const pace = paced(stoppable(below, stop), { seats: seating(), clock: fakeClock(), stop: stop.signal });
  const call = pace.complete(ask(), controller.signal);
  await turn();
  controller.abort(new Error("enough"));
  await expect(call).rejects.toThrow("enough");
});
