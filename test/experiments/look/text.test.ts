import { expect, it } from "vitest";
import { colouredDiff } from "../../../experiments/look/coloured-diff.js";
import { plainText } from "../../../experiments/report/plain-line.js";

it("what models wrote keeps its lines and cannot steer the terminal", () => {
  expect(plainText("one\r\n\ttwo\u001b[2Jthree\u202Efour")).toBe("one\n\ttwo[2Jthreefour");
  expect(colouredDiff("+a\u001b]0;title\u0007", false)).toBe("+a]0;title");
});

it("a diff without colours is as it was", () => {
  const diff = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n+new";
  expect(colouredDiff(diff, false)).toBe(diff);
});
