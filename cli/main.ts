import { CommanderError } from "commander";
import { exitCodeOf, messageOf } from "./exit.js";
import { program } from "./program.js";

// A reader that has seen enough (`| head`) ends the command, not with a fault.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

// Whoever kills the launcher (kill -9) means this process: what is stored is stored, and the run can be continued.
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
process.channel?.unref();

try {
  await program().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = exitCodeOf(error);
  }
}
