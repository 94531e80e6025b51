import type { Sandbox, SandboxLimits, SandboxResult } from "../../../../../inner/sandbox/sandbox.js";
import type { Ending, Outcome } from "../attempt.js";
import { document, TrustingHost } from "./trusting-host.js";

/** Runs a program so many times in the sandbox; gives what the last run came to. */
export async function runInSandbox(
  sandbox: Sandbox,
  code: string,
  runs: number,
  limits: SandboxLimits,
): Promise<Outcome> {
  for (let run = 1; run < runs; run++) await runOnce(sandbox, code, limits);
  return runOnce(sandbox, code, limits);
}

async function runOnce(sandbox: Sandbox, code: string, limits: SandboxLimits): Promise<Outcome> {
  const host = new TrustingHost();
  const result = await sandbox.run(
    { code, values: { document }, prompts: { challenger: "Ask something." } },
    async (name, args) => (name === "note" ? host.note(args[0]) : host.answer(name, args)),
    limits,
  );
  return host.outcome(endingOf(result), "message" in result ? result.message : "");
}

function endingOf(result: SandboxResult): Ending {
  return result.ended === "limit" ? result.limit : result.ended;
}
