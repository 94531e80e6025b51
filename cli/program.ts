import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { ablateCommand } from "./ablate.js";
import { auditCommand } from "./audit.js";
import { classifyCommand } from "./classify.js";
import { compareCommand } from "./compare.js";
import { completionCommand } from "./completion.js";
import { corpusCommand } from "./corpus.js";
import { curveCommand } from "./curve.js";
import { diffCommand } from "./diff.js";
import { doctorCommand } from "./doctor.js";
import { estimateCommand } from "./estimate.js";
import { evaluateCommand } from "./evaluate.js";
import { examplesCommand } from "./examples.js";
import { generateCommand } from "./generate.js";
import { historyCommand } from "./history.js";
import { initCommand } from "./init.js";
import { lineageCommand } from "./lineage.js";
import { logCommand } from "./log.js";
import { replayCommand } from "./replay.js";
import { runCommand } from "./run.js";
import { schemaCommand } from "./schema.js";
import { showCommand } from "./show.js";
import { simulateCommand } from "./simulate.js";
import { statusCommand } from "./status.js";
import { tryCommand } from "./try.js";
import { whatifCommand } from "./whatif.js";

const projectFolder = fileURLToPath(new URL("..", import.meta.url));

/** The whole command line, as a tree of commands; what goes wrong is thrown. */
export function program(): Command {
  const root = new Command("autodata-lab")
    .description(
      "Evolve the harness of a data-scientist agent on your documents, and draw its pass-rate curve.",
    )
    .version("0.1.0")
    .showHelpAfterError("(--help lists what there is)")
    .exitOverride();
  root.addCommand(initCommand({ projectFolder }));
  root.addCommand(corpusCommand());
  root.addCommand(runCommand({ projectFolder }));
  root.addCommand(doctorCommand({ projectFolder }));
  root.addCommand(tryCommand({ projectFolder }));
  root.addCommand(estimateCommand({ projectFolder }));
  root.addCommand(evaluateCommand({ projectFolder }));
  root.addCommand(ablateCommand({ projectFolder }));
  root.addCommand(compareCommand({ projectFolder }));
  root.addCommand(generateCommand({ projectFolder }));
  root.addCommand(classifyCommand({ projectFolder }));
  root.addCommand(statusCommand());
  root.addCommand(curveCommand());
  root.addCommand(showCommand());
  root.addCommand(lineageCommand());
  root.addCommand(diffCommand());
  root.addCommand(logCommand());
  root.addCommand(examplesCommand());
  root.addCommand(whatifCommand());
  root.addCommand(historyCommand());
  root.addCommand(auditCommand());
  root.addCommand(replayCommand({ projectFolder }));
  root.addCommand(simulateCommand());
  root.addCommand(schemaCommand());
  root.addCommand(completionCommand(() => root));
  root.addHelpText(
    "after",
    `
Exit codes: 0 done · 1 a fault of this program, or what audit or replay found · 2 unusable input, nothing was started ·
3 stopped by a budget, a provider or the disk, the same command continues · 130 stopped by Ctrl-C, the same command continues`,
  );
  for (const command of root.commands.flatMap((one) => [one, ...one.commands]))
    command.exitOverride().showHelpAfterError("(--help lists what there is)");
  return root;
}
