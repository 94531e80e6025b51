import { readHarnessFolder } from "../../../../experiments/harness-folder.js";
import { asTicket, asTreeHash } from "../../../../foundation/ids.js";
import type { ShownDocument } from "../../../../inner/corpus/document.js";
import { prepareHarness } from "../../../../inner/episode/prepare-harness.js";
import { runEpisode } from "../../../../inner/episode/run-episode.js";
import type { HarnessFiles } from "../../../../inner/harness/harness-files.js";
import { plainSolvers } from "../../../../inner/referee/solver-mode.js";
import type { Sandbox } from "../../../../inner/sandbox/sandbox.js";
import { legal } from "../../../../inner/tasks/legal/task.js";
import type { Trajectory } from "../../../../inner/trajectory.js";
import type { Model } from "../../../../models/model.js";
import { roomy } from "../../sandbox/programs.js";

export const baseline = readHarnessFolder("harness-baseline/legal");

/** The baseline with further paragraphs in its challenger's prompt. */
export function withAdvice(...paragraphs: readonly string[]): HarnessFiles {
  const path = "prompts/challenger.md";
  return new Map(baseline).set(path, [baseline.get(path) ?? "", ...paragraphs].join("\n\n"));
}

export const task = legal({ attempts: { weak: 5, strong: 3 }, solvers: plainSolvers });

/** One episode of a legal harness on a document. */
export async function playLegal(
  sandbox: Sandbox,
  model: Model,
  document: Omit<ShownDocument, "shownCharacters" | "totalCharacters">,
  {
    files = baseline,
    rounds = 16,
    repeat = 0,
  }: { files?: HarnessFiles; rounds?: number; repeat?: number } = {},
): Promise<Trajectory> {
  const characters = document.text.length;
  return runEpisode(
    { task, model, sandbox, limits: { rounds, chatCalls: 120, tokens: 2_000_000 }, sandboxLimits: roomy },
    {
      ticket: asTicket(3),
      key: { candidate: asTreeHash("c".repeat(40)), document: document.id, purpose: "train", repeat },
      split: "train",
      document: { ...document, shownCharacters: characters, totalCharacters: characters },
      harness: await prepareHarness(files),
    },
  );
}
