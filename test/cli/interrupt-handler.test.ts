import { afterEach, expect, test, vi } from "vitest";
import { InterruptHandler } from "../../cli/interrupt.js";
import { RunStopped } from "../../foundation/errors.js";

afterEach(() => {
  vi.restoreAllMocks();
});

test("the first Ctrl-C is gentle also for a run that a limit is stopping already", () => {
  const exit = vi.spyOn(process, "exit").mockReturnValue(undefined as never);
  const said: string[] = [];
  const others = process.listeners("SIGINT");
  const handler = new InterruptHandler(
    (message) => said.push(message),
    () => "the command",
  );
  const [signal] = process.listeners("SIGINT").filter((one) => !others.includes(one));
  const limit = new RunStopped("no hours are left", "budget");
  handler.stop.request(limit);
  signal?.("SIGINT");
  expect(exit).not.toHaveBeenCalled();
  expect(handler.stop.signal.reason).toBe(limit);
  signal?.("SIGINT");
  expect(exit).toHaveBeenCalledWith(130);
  expect(said[1]).toContain("continue: the command");
  handler.release();
});
