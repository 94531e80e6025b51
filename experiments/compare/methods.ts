import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { verifierPrompt } from "../../inner/host/episode-events.js";

/** The loop that is compared with the methods: the experiment's own harness. */
export const agentic = "agentic";

/** The methods of data creation that results are compared with, in the order of the table. */
export const methods = [
  "cot-self-instruct",
  "self-instruct",
  "grounded-self-instruct",
  "self-challenging",
] as const;
export type Method = (typeof methods)[number];

export function isMethod(name: string): name is Method {
  return methods.some((method) => method === name);
}

/** Rounds of an episode: one call of the challenger, or its turns with tools and the call that ends them. */
export function roundsOf(method: Method): number {
  return method === "self-challenging" ? 6 : 1;
}

/**
 * A method as a harness of a task: its workflow and instruction, the form and a few examples that the task gives in
 * its folder, and the quality verifier of the task's candidate zero.
 * @throws UsageError when the task gives no form for baselines.
 */
export function methodHarness(
  method: Method,
  task: string,
  { projectFolder, baseline }: { readonly projectFolder: string; readonly baseline: HarnessFiles },
): HarnessFiles {
  const folder = join(projectFolder, "harness-baseline/methods");
  const given = join(projectFolder, "inner/tasks", task, "baseline");
  if (!existsSync(given)) {
    throw new UsageError(
      `the task ${task} has no folder baseline/ that tells methods what its examples are.`,
    );
  }
  const lib = readdirSync(join(folder, "lib")).map(
    (name) => [`lib/${name}`, join(folder, "lib", name)] as const,
  );
  const files = [
    ...lib,
    ["prompts/example-form.md", join(given, "example-form.md")],
    ["prompts/few-shot.md", join(given, "few-shot.md")],
    ["prompts/instruction.md", join(folder, `${method}.md`)],
    ["workflow.ts", join(folder, `${method}.ts`)],
  ] as const;
  const texts = files.map(([path, file]): [string, string] => [path, readFileSync(file, "utf8")]);
  return new Map(
    [...texts, [verifierPrompt, verifierOf(baseline)] as const].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** The prompt of the final filter, the same for every arm. @throws UsageError when candidate zero has none. */
export function verifierOf(baseline: HarnessFiles): string {
  const prompt = baseline.get(verifierPrompt);
  if (prompt === undefined) throw new UsageError(`the baseline harness has no ${verifierPrompt}.`);
  return prompt;
}
