import { UsageError } from "../../foundation/errors.js";
import { type Definition, resolved } from "./definition.js";
import { type Arm, matrixOf, withArm, writtenAt } from "./matrix.js";
import { applyOverrides, type Overrides } from "./overrides.js";
import { type Problem, problemsOf } from "./problems.js";
import { definitionSchema, type WrittenDefinition } from "./schema.js";
import { parseYaml } from "./yaml-source.js";

/** A valid definition that still knows where its settings were written. */
export interface ParsedDefinition {
  readonly definition: Definition;
  /** The same with keys as in YAML. */
  readonly written: WrittenDefinition;
  /** Where a setting comes from: `experiments/x.yaml:14`, or the flag that set it. Keys as in YAML. */
  where(path: readonly PropertyKey[]): string;
}

/**
 * Parses and validates a definition; reads nothing but the text. `file` is the name to show.
 * @param arm which member of a family is meant, where the file defines one.
 * @throws UsageError with one line per problem, each beginning with its place.
 */
export function parseDefinition(
  text: string,
  file: string,
  overrides: Overrides = {},
  arm?: Arm,
): ParsedDefinition {
  const source = parseYaml(text, file);
  if (arm === undefined && matrixOf(source.value) !== undefined) {
    throw new UsageError(
      `${file}:${source.lineOf(["matrix"])}: this is a family of experiments (matrix); run, status and curve ` +
        "take a whole family, everything else takes one experiment: leave matrix out.",
    );
  }
  const { value, flagOf } = applyOverrides(
    arm === undefined ? source.value : withArm(source.value, arm),
    overrides,
  );
  const where = (path: readonly PropertyKey[]) =>
    flagOf(path) ?? `${file}:${source.lineOf(writtenAt(path, arm))}`;
  const result = definitionSchema.safeParse(value);
  if (!result.success) {
    const problems = problemsOf(result.error.issues, value);
    problems.sort((a, b) => source.lineOf(a.path) - source.lineOf(b.path));
    throw usageError(problems, where);
  }
  const harness = result.data.harness ?? `harness-baseline/${result.data.task}`;
  const written = { ...result.data, harness };
  return { definition: resolved(written), written, where };
}

/** The error that lists problems, one line each, and then says what to do when there is something to add. */
export function usageError(
  problems: readonly Problem[],
  where: ParsedDefinition["where"],
  advice?: string,
): UsageError {
  const lines = problems.map(({ path, sentence }) => `${where(path)}: ${sentence}`);
  return new UsageError([...lines, ...(advice === undefined ? [] : [advice])].join("\n"));
}
