import { Command } from "commander";
import { experimentJsonSchema } from "../experiments/definition/json-schema.js";
import { settingsReference } from "../experiments/definition/reference.js";

export function schemaCommand(): Command {
  return new Command("schema")
    .description("Print the JSON Schema of experiment files, for editors that complete and check YAML.")
    .option("--markdown", "the settings as tables for reading: docs/experiment-file.md holds them")
    .addHelpText(
      "after",
      `
The same schema lies in experiments/experiment.schema.json. With the YAML language server (VS Code, Neovim, ...) an
experiment file that begins with this line is completed and checked while it is written:

  # yaml-language-server: $schema=./experiment.schema.json

Examples
  autodata-lab schema > experiment.schema.json
  autodata-lab schema | python3 -m json.tool | less
  autodata-lab schema --markdown`,
    )
    .action(({ markdown = false }: { markdown?: boolean }) => {
      const text = markdown ? settingsReference() : JSON.stringify(experimentJsonSchema(), null, 2);
      process.stdout.write(`${text}\n`);
    });
}
