import { Argument, Command } from "commander";
import { completables, completionScript, type Shell, shells } from "./completion-script.js";

/** @param root gives the whole command line, once it is complete. */
export function completionCommand(root: () => Command): Command {
  return new Command("completion")
    .description("Print a script that completes commands, options and their values in your shell.")
    .addArgument(new Argument("<shell>", "which shell").choices(shells))
    .addHelpText(
      "after",
      `
The script completes the word autodata-lab. In a clone, \`npm link\` puts that command on your path, or
\`alias autodata-lab='npx autodata-lab'\` does for this shell.

Examples
  autodata-lab completion bash >> ~/.bashrc
  autodata-lab completion zsh > "\${fpath[1]}/_autodata-lab"
  autodata-lab completion fish > ~/.config/fish/completions/autodata-lab.fish`,
    )
    .action((shell: Shell) => {
      process.stdout.write(completionScript(shell, "autodata-lab", completables(root())));
    });
}
