import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { waitUnder } from "../../models/wait-under.js";
import { fakeClock } from "./fake-clock.js";

const clock = fakeClock();
const sleep = (signal: AbortSignal | undefined) => clock.sleep(1000, signal);

test.each(["before", "during"])(
  "either signal ends a wait with its own reason, aborted %s it",
  async (when) => {
    for (const which of [0, 1]) {
      const controllers = [new AbortController(), new AbortController()];
      const reason = new Error(`signal ${which}`);
      if (when === "before") controllers[which]?.abort(reason);
      const waiting = waitUnder(controllers[0]?.signal, controllers[1]?.signal, sleep);
      controllers[which]?.abort(reason);
      await expect(waiting).rejects.toBe(reason);
    }
    expect(clock.sleepers()).toBe(0);
  },
);

test("a wait that ended leaves nothing behind on the signals", async () => {
  const signals = [new AbortController().signal, new AbortController().signal];
  expect(await waitUnder(signals[0], signals[1], async () => "over")).toBe("over");
  for (const signal of signals) expect(getEventListeners(signal, "abort")).toEqual([]);
});
