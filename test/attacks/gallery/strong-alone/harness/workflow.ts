import type { Host } from "autodata/harness";
import honest from "./lib/honest.js";

/** The weak stage is reported as passed without being run. */
export default function workflow(host: Host): Promise<void> {
  return honest({
    ...host,
    evaluate: (example, stage) =>
      stage === "weak"
        ? Promise.resolve({
            stage,
            passed: true,
            lines: [],
            measured: true,
            mean: 0,
            attempts: [],
            review: null,
          })
        : host.evaluate(example, stage),
  }).catch(() => host.note("refused"));
}
