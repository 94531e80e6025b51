import { Command, Option } from "commander";
import { type ProviderName, providers } from "../experiments/init/providers.js";
import { writeExperiment } from "../experiments/init/write-experiment.js";
import { taskKinds } from "../inner/tasks/task-kinds.js";

interface InitFlags {
  provider: ProviderName;
  task: string;
  corpus?: string;
  force?: boolean;
}

export function initCommand({ projectFolder }: { readonly projectFolder: string }): Command {
  return new Command("init")
    .description("Write a commented experiment file for a provider.")
    .argument("[file]", "the file to write", "experiment.yaml")
    .addOption(
      new Option("--provider <name>", "who serves the models")
        .choices(Object.keys(providers))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option("--task <name>", "what is made").choices([...taskKinds.keys()]).default("cs-research"),
    )
    .option("--corpus <folder>", "your documents (default: documents beside the file)")
    .option("--force", "overwrite the file if it is there")
    .addHelpText(
      "after",
      `
Examples
  autodata-lab init --provider openai --corpus papers
  autodata-lab init opinions.yaml --provider openrouter --task legal --corpus opinions
  autodata-lab init local.yaml --provider vllm --corpus papers
  autodata-lab init trial.yaml --provider simulated --corpus papers`,
    )
    .action((file: string, { provider, task, corpus, force = false }: InitFlags) => {
      writeExperiment({ file, provider, task, corpus: corpus ?? null, projectFolder, overwrite: force });
      process.stdout.write(`${nextSteps(file, provider)}\n`);
    });
}

function nextSteps(file: string, provider: ProviderName): string {
  const { title, first } = providers[provider];
  return [
    `${file} is written, for ${title}.`,
    "Look through it: models, splits and budget are examples. Then",
    ...first.map((line) => `  ${line}`),
    `  npx autodata-lab doctor ${file}      tries every seat's endpoint`,
    `  npx autodata-lab try ${file}         one episode, shown as it happens`,
    `  npx autodata-lab estimate ${file}    a pilot, and what the whole run will take`,
    `  npx autodata-lab run ${file}`,
  ].join("\n");
}
