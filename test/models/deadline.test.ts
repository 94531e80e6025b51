import { expect, test } from "vitest";
import { DeadlinePassed, withDeadline } from "../../models/deadline.js";
import { fakeClock } from "./fake-clock.js";

const endless = () => new Promise<never>(() => {});

test("work that ends in time gives its result and leaves nothing waiting", async () => {
  const clock = fakeClock();
  const { signal } = new AbortController();
  expect(await withDeadline(clock, 1000, signal, async () => "done")).toBe("done");
  expect(clock.sleepers()).toBe(0);
});

test("work that fails in time fails with its own error", async () => {
  const failing = withDeadline(fakeClock(), 1000, undefined, () => Promise.reject(new Error("oops")));
  await expect(failing).rejects.toThrow("oops");
});

test("work is told when the time is over, and not waited for", async () => {
  const clock = fakeClock();
  let told = false;
  const late = withDeadline(clock, 1000, undefined, (signal) => {
    signal.addEventListener("abort", () => {
      told = true;
    });
    return endless();
  });
  const failed = expect(late).rejects.toThrow(DeadlinePassed);
  await clock.advance(1000);
  await failed;
  expect(told).toBe(true);
});

test("the caller's reason is passed on, before and during the work", async () => {
  const reason = new Error("enough");
  await expect(withDeadline(fakeClock(), 1, AbortSignal.abort(reason), endless)).rejects.toBe(reason);
  const controller = new AbortController();
  const during = withDeadline(fakeClock(), 1000, controller.signal, endless);
  controller.abort(reason);
  await expect(during).rejects.toBe(reason);
});
