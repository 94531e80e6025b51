import type { Host, Workflow } from "autodata/harness";

/** Proposes what was accepted once; where nothing is remembered or it fails, the honest workflow has its turn. */
export async function recite(host: Host, honest: Workflow, remembered: unknown): Promise<void> {
  if (remembered === undefined) return honest(host);
  const proposal = await host.propose(remembered);
  if (!proposal.accepted || !(await host.verify(proposal.example)).passed) return honest(host);
  for (const stage of host.stages) {
    if (!(await host.evaluate(proposal.example, stage)).passed) return honest(host);
  }
}
