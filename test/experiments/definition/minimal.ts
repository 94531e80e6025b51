import { parseDefinition } from "../../../experiments/definition/parse-definition.js";
import { resolveSeats, type Seats } from "../../../experiments/definition/resolve-seats.js";
import { fixedEnvironment } from "../../../foundation/environment.js";

/** The least that an experiment must say; four lines, behind which more may follow. */
export const minimalYaml = `name: small
corpus: { path: papers }
splits: { train: 4, validation: 2, test: 2 }
search: { iterations: 3 }
`;

/** The minimal experiment with these lines under models, the first of them being line 6. */
export function withModels(...lines: string[]): string {
  return `${minimalYaml}models:\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

/** Seats of an experiment with these lines under models. */
export function seatsOf(lines: string[], variables: Record<string, string> = {}): Seats {
  return resolveSeats(parseDefinition(withModels(...lines), "x.yaml"), fixedEnvironment(variables));
}
