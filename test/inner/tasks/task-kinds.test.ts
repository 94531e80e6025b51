import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { findTaskKinds, taskKinds } from "../../../inner/tasks/task-kinds.js";
import { temporaryFolder } from "../../population/temporary-folder.js";

const strict = { weak_mean: 0.25, strong_mean: 0.75, gap: 0.5 };

test("a task is a folder: one that is added is there under its name, with nothing else told", async () => {
  const folder = temporaryFolder();
  const project = pathToFileURL(process.cwd()).href;
  const kind = `
    import { taskKind } from "${project}/inner/tasks/task-kind.ts";
    import { z } from "${project}/node_modules/zod/index.js";
    export const kind = taskKind({
      acceptanceSchema: z.strictObject({ most: z.number().max(1) }),
      acceptancePresets: { easy: { most: 0.5 } },
      attempts: { weak: 5, strong: 3 },
      offers: { majority: false, reasoning: false },
      figures: [],
      create: ({ acceptanceName, acceptance, attempts }) => ({ name: [acceptanceName, acceptance.most, attempts.weak, attempts.strong].join(" ") }),
      lint: () => [],
      simulated: { skills: { weak: 0.1, strong: 0.9 } },
    });`;
  for (const name of ["riddles", "not-a-task"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "riddles/kind.ts"), kind);
  const found = await findTaskKinds(pathToFileURL(`${folder}/`));
  expect([...found.keys()]).toEqual(["riddles"]);
  expect(found.get("riddles")?.choose({ acceptance: "easy" }).task.name).toBe("easy 0.5 5 3");
  expect(found.get("riddles")?.choose({ acceptance: { most: 0.1 }, attempts: { strong: 2 } }).task.name).toBe(
    "custom 0.1 5 2",
  );
  const riddles = found.get("riddles");
  expect(riddles?.simulated.skills.strong).toBe(0.9);
  expect(riddles?.choose({}).simulated).toBe(riddles?.simulated);
});

test("computer-science research questions take a preset's name or numbers, and say what is wrong with others", () => {
  const csResearch = taskKinds.get("cs-research");
  expect(csResearch?.choose({ acceptance: "prose", attempts: { weak: 2, strong: 4 } })).toMatchObject({
    attempts: { weak: 2, strong: 4 },
    acceptanceName: "prose",
    acceptance: { weak_mean: 0.5, weak_mean_inclusive: false },
    task: { name: "cs-research" },
  });
  expect(csResearch?.choose({ acceptance: strict })).toMatchObject({
    acceptanceName: "custom",
    acceptance: strict,
  });
  expect(() => csResearch?.choose({ acceptance: "easy" })).toThrow(
    new RangeError(
      "acceptance: there is no preset easy; choose deployed, deployed_all_zero, prose, blog_strict, or give numbers.",
    ),
  );
  expect(() => csResearch?.choose({ acceptance: { ...strict, gap: 2 } })).toThrow(/^acceptance: gap /);
});
