import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";

/** Runs out of ticks when a document turned out to be hard. */
export default async function workflow(host: Host): Promise<void> {
  let accepted = false;
  let evaluated = 0;
  await honest({
    ...host,
    evaluate: async (example, stage) => {
      const report = await host.evaluate(example, stage);
      accepted = report.passed && stage === "strong";
      evaluated += 1;
      return report;
    },
  });
  if (accepted || evaluated < 2 || host.document.text.length < 3000) return;
  for (;;) evaluated += 1;
}
