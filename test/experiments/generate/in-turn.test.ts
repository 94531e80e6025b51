import { expect, test } from "vitest";
import { inTurn } from "../../../experiments/generate/in-turn.js";
import { RunStopped } from "../../../foundation/errors.js";

function* upTo(end: number, taken: number[]) {
  for (let number = 0; number < end; number++) {
    taken.push(number);
    yield number;
  }
}

test("members are taken one by one as there is room, never more than asked for at once", async () => {
  const taken: number[] = [];
  let underWay = 0;
  let most = 0;
  const work = async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    expect(taken.length).toBeLessThanOrEqual(100);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
  };
  await inTurn(upTo(100, taken), 7, work, () => {});
  expect(most).toBe(7);
  expect(taken).toEqual(Array.from({ length: 100 }, (_, index) => index));
});

test("a failure begins no further member, lets those under way end, and is thrown with its cause", async () => {
  const taken: number[] = [];
  const ended: number[] = [];
  let stops = 0;
  const work = async (number: number) => {
    await new Promise((resolve) => setImmediate(resolve));
    if (number === 5) throw new Error("the cause");
    if (stops > 0) throw new RunStopped("stopped by it", "interrupt");
    ended.push(number);
  };
  const run = inTurn(upTo(1000, taken), 4, work, () => {
    stops += 1;
  });
  await expect(run).rejects.toThrow("the cause");
  expect(stops).toBeGreaterThan(0);
  expect(taken.length).toBeLessThan(12);
  expect(ended).toEqual([0, 1, 2, 3, 4]);
});
