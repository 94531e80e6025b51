import { Command } from "commander";
import { experimentJsonSchema } from "../experiments/definition/json-schema.js";

export function schemaCommand(): Command {
  return new Command("schema")
    .description("Print the JSON Schema of experiment files, for editors that complete and check YAML.")
    .addHelpText(
      "after",
      `
The same schema lies in experiments/experiment.schema.json. With the YAML language server (VS Code, Neovim, ...) an
experiment file that begins with this line is completed and checked while it is written:

  # yaml-language-server: $schema=./experiment.schema.json

Examples
  autodata-lab schema > experiment.schema.json
  autodata-lab schema | python3 -m json.tool | less`,
    )
    .action(() => {
      process.stdout.write(`${JSON.stringify(experimentJsonSchema(), null, 2)}\n`);
    });
}
