import { describe, expect, test } from "vitest";
import { logicalRequest } from "../../models/logical-request.js";
import { moreOutput } from "../../models/more-output.js";
import type { SeatConfig } from "../../models/seat-config.js";
import { ask, completion, seat } from "./scene.js";

/** What is asked for after a reply that was cut off having used so many tokens. */
function afterTruncation(settings: Partial<SeatConfig>, outputTokens: number | null, text = "half an ans") {
  const { reply, usage } = completion(text, { outputTokens });
  const more = moreOutput({ reply: { ...reply, finish: "length" }, usage }, 2);
  return logicalRequest(seat(settings), 7, { ...ask(), ...more }).sampling;
}

describe("after a truncated reply", () => {
  test("a configured output budget is multiplied, whatever was used", () => {
    expect(afterTruncation({ sampling: { temperature: 1, maxTokens: 100 } }, 4096)).toEqual({
      temperature: 1,
      maxTokens: 200,
    });
  });

  test("without a configured one twice what was used is asked for by name", () => {
    expect(afterTruncation({ sampling: { temperature: 1 } }, 4096)).toEqual({
      temperature: 1,
      maxTokens: 8192,
    });
  });

  test.each([
    ["nothing was counted", null, "x".repeat(8000), 4000],
    ["only the visible part was counted", 10, "x".repeat(8000), 4000],
    ["next to nothing was counted or sent", 0, "", 1024],
  ])("what was used is what was sent where %s", (_, outputTokens, text, maxTokens) => {
    expect(afterTruncation({}, outputTokens, text)).toEqual({ maxTokens });
  });

  test.each(["max_tokens", "max_completion_tokens"])(
    "%s of the user's own extra_body stays alone",
    (name) => {
      expect(afterTruncation({ extraBody: { [name]: 50 } }, 4096)).toEqual({});
    },
  );
});

test("no less is asked for when even that was refused", () => {
  const { usage, reply } = completion("", { outputTokens: 0 });
  const more = moreOutput({ reply: { ...reply, finish: "length" }, usage }, 4, { outputUsed: 4096 });
  expect(logicalRequest(seat(), 7, { ...ask(), ...more }).sampling).toEqual({ maxTokens: 8192 });
});

test("after an empty reply that was not cut off no limit is set where there was none", () => {
  const more = moreOutput(completion("", { outputTokens: 5 }), 2);
  expect(logicalRequest(seat(), 7, { ...ask(), ...more }).sampling).toEqual({});
  expect(logicalRequest(seat({ sampling: { maxTokens: 9 } }), 7, { ...ask(), ...more }).sampling).toEqual({
    maxTokens: 18,
  });
});
