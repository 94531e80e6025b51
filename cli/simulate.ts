import { Command } from "commander";
import { systemClock } from "../foundation/clock.js";
import { loadFolder } from "../inner/corpus/load-folder.js";
import type { TaskKind } from "../inner/tasks/task-kind.js";
import { startSimulatedServer } from "../models/simulated/http-server.js";
import { createSimulatedModels } from "../models/simulated/simulated-models.js";
import { taskOption, wholeNumber } from "./options.js";

interface SimulateFlags {
  corpus: string;
  task: TaskKind;
  port: number;
  minWords: number;
  latency: number;
}

export function simulateCommand(): Command {
  return new Command("simulate")
    .description("Serve the simulated models over HTTP, as an OpenAI-compatible endpoint on this machine.")
    .requiredOption("--corpus <folder>", "documents that the simulated models know")
    .addOption(taskOption())
    .option("--port <number>", "port on 127.0.0.1; 0 takes a free one", wholeNumber(0, 65_535), 8080)
    .option("--min-words <number>", "shorter documents are left out", wholeNumber(0), 80)
    .option("--latency <ms>", "milliseconds that every reply takes", wholeNumber(0), 0)
    .addHelpText(
      "after",
      `
Examples
  autodata-lab simulate --corpus corpus/computer-science-notes
  autodata-lab simulate --corpus papers --task cs-research --port 8081 --latency 200
  OPENAI_BASE_URL=http://127.0.0.1:8080/v1 autodata-lab run experiments/cs-research.yaml --corpus papers`,
    )
    .action(async (options: SimulateFlags) => {
      const corpus = await loadFolder(options.corpus, { minWords: options.minWords });
      for (const notice of corpus.notices) process.stderr.write(`${notice}\n`);
      const models = createSimulatedModels({
        documents: corpus.documents,
        task: options.task.simulated,
      });
      const server = await startSimulatedServer(models, {
        port: options.port,
        clock: systemClock,
        latencyMs: () => options.latency,
      });
      process.stdout.write(
        `Simulated models of ${corpus.documents.length} documents at ${server.url} (results are not about any real model)\n` +
          "  models simulated-main, -challenger, -verifier, -weak, -strong, -judge, -analyzer, -implementer; no key needed\n" +
          "  stop with Ctrl-C\n",
      );
    });
}
