import { UsageError } from "../../foundation/errors.js";
import { faultsCommand } from "./command.js";

try {
  await faultsCommand().parseAsync();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
