import { expect, it } from "vitest";
import { UsageError } from "../../foundation/errors.js";
import { guardNullMutants } from "../../outer/calibrate.js";
import type { HarnessChecks, SearchSetting } from "../../outer/search-setting.js";

/** A run that is to try two null mutants, and has or has not done so. */
function settingOf(check: HarnessChecks["beforeValidation"], tried = false): SearchSetting {
  const decisions = { find: () => (tried ? { iteration: 0, kind: "calibration", body: {} } : undefined) };
  const baseline = new Map([["workflow.ts", "export {};\n"]]);
  return { baseline, calibrate: { mutants: 2, check }, history: { decisions } } as unknown as SearchSetting;
}
const refuse = async () => ({ passed: false, findings: ["size: too large"] });

it("null mutants that the guard refuses end a run before anything is asked, with its findings", async () => {
  await expect(guardNullMutants(settingOf(refuse))).rejects.toThrow(
    new UsageError(
      "search.calibrate: the guard refuses the baseline with a note that nothing reads (size: too large); set it to 0.",
    ),
  );
});

it("every one is guarded, and none of a run that has tried them", async () => {
  const seen: string[] = [];
  const pass: HarnessChecks["beforeValidation"] = async (parent, mutant) => {
    seen.push(...[...mutant.keys()].filter((path) => !parent.has(path)));
    return { passed: true, findings: [] };
  };
  await guardNullMutants(settingOf(pass));
  expect(seen).toEqual(["prompts/unread-note.md", "prompts/unread-note.md"]);
  await expect(guardNullMutants(settingOf(refuse, true))).resolves.toBeUndefined();
});
