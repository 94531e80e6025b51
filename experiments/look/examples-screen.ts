import pc from "picocolors";
import { exampleText } from "../../outer/render/example-text.js";
import { plainLine, plainText } from "../report/plain-line.js";
import type { TriedExample } from "./examples-view.js";

export interface ExamplesStyle {
  readonly colours: boolean;
  /** Columns to fit one example into; not cut when absent. */
  readonly width?: number;
}

const score = (value: number | null) => (value === null ? "-" : value.toFixed(2));

/** One example on one line: id, episode, scores, and what it asks. */
export function exampleLine(example: TriedExample, { colours, width }: ExamplesStyle): string {
  const { bold } = pc.createColors(colours);
  const { id, episode, candidate, weak, strong } = example;
  const start = `  ${episode.padEnd(22)} ${candidate.padEnd(8)}  weak ${score(weak)}  strong ${score(strong)}  `;
  const room =
    width === undefined ? Number.POSITIVE_INFINITY : Math.max(20, width - id.length - start.length);
  return `${bold(id)}${start}${plainLine(asks(example.body), room)}`;
}

/** One example whole, with where it comes from. */
export function exampleWhole(example: TriedExample, { colours }: ExamplesStyle): string {
  const { bold, dim } = pc.createColors(colours);
  const { id, episode, candidate, split, title, weak, strong, body } = example;
  const text = plainText(exampleText(id, body)).split("\n");
  return [
    bold(text[0] ?? id),
    dim(
      `episode ${episode}, ${candidate} on ${split} document "${title}": weak ${score(weak)}, strong ${score(strong)}`,
    ),
    ...text.slice(1),
  ].join("\n");
}

/** What a solver is asked, whatever the task calls it. */
function asks(body: Readonly<Record<string, unknown>>): string {
  const text = body["question"] ?? body["sentence"];
  return typeof text === "string" ? text : JSON.stringify(body);
}
