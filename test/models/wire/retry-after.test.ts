import fc from "fast-check";
import { expect, test } from "vitest";
import { retryAfterMs } from "../../../models/wire/retry-after.js";

const now = Date.parse("2026-03-01T12:00:00Z");

test.each([
  [{ "retry-after-ms": "250" }, 250],
  [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
  [{ "retry-after": "120" }, 120_000],
  [{ "retry-after": "1.5" }, 1500],
  [{ "retry-after": "Sun, 01 Mar 2026 12:00:20 GMT" }, 20_000],
  [{ "retry-after": "Sun, 01 Mar 2026 11:00:00 GMT" }, 0],
  [{ "retry-after": "soon" }, null],
  [{ "retry-after": "-3" }, null],
  [{}, null],
])("%j means %s ms", (headers, wait) => {
  expect(retryAfterMs(new Headers(headers), now)).toBe(wait);
});

test("no header value leads to a negative wait", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\x20-\x7e]*$/), (value) => {
      const wait = retryAfterMs(new Headers({ "retry-after": value, "retry-after-ms": value }), now);
      expect(wait === null || wait >= 0).toBe(true);
    }),
  );
});
