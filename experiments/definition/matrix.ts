import { canonicalJson } from "../../foundation/digest.js";
import { UsageError } from "../../foundation/errors.js";

/** A setting that a family varies, with the values that it takes. */
export interface Axis {
  /** The setting's keys, as in YAML. */
  readonly path: readonly string[];
  readonly values: readonly unknown[];
  /** Where the axis is written, from the top of the file; `matrix` is the first key. */
  readonly at: readonly string[];
}

/** What the matrix says of one setting of one member. */
export interface ArmSetting extends Pick<Axis, "path" | "at"> {
  readonly value: unknown;
}

/** One member of a family: a value for every axis. */
export interface Arm {
  /** Name of its run folder within the family's. */
  readonly name: string;
  readonly settings: readonly ArmSetting[];
  /** Its values without the seed, such as `search.policy paper`: members that differ in the seed alone share it. */
  readonly cell: string;
  readonly seed: unknown;
}

/** What holds for a whole family and cannot vary within it. */
const common = ["name", "budget", "runs_dir", "prices", "matrix"];
const mostMembers = 1000;

/** The `matrix` of a parsed experiment file; undefined when it has none. */
export function matrixOf(value: unknown): unknown {
  return isMapping(value) ? value["matrix"] : undefined;
}

/**
 * The axes of a matrix: keys with dots or keys below keys that lead to a list of values.
 * @param place of a path in the file, for messages. @throws UsageError saying which axis cannot be used.
 */
export function axesOf(matrix: unknown, place: (at: readonly string[]) => string): Axis[] {
  const refuse = (at: readonly string[], why: string) => new UsageError(`${place(at)}: ${why}`);
  if (!isMapping(matrix) || Object.keys(matrix).length === 0) {
    throw refuse(
      ["matrix"],
      "matrix must be a mapping of settings to lists of values, such as seed: [1, 2, 3]",
    );
  }
  const axes = leaves(matrix, [], ["matrix"]);
  for (const { path, values, at } of axes) {
    const name = path.join(".");
    if (!Array.isArray(values) || values.length === 0)
      throw refuse(at, `matrix: ${name} must be a list of the values that it takes`);
    if (common.includes(path[0] ?? "")) throw refuse(at, `matrix: ${name} is one for the whole family`);
    if (new Set(values.map(canonicalJson)).size < values.length)
      throw refuse(at, `matrix: ${name} has a value twice`);
    const other = axes.find((one) => one.at !== at && startsWith(one.path, path));
    if (other !== undefined)
      throw refuse(at, `matrix: ${name} and ${other.path.join(".")} vary the same setting`);
  }
  const members = axes.reduce((product, { values }) => product * values.length, 1);
  if (members > mostMembers)
    throw refuse(["matrix"], `matrix has ${members} members; a family has at most ${mostMembers}`);
  return axes;
}

function leaves(value: unknown, path: readonly string[], at: readonly string[]): Axis[] {
  if (!isMapping(value)) return [{ path, values: value as readonly unknown[], at }];
  return Object.entries(value).flatMap(([key, member]) =>
    leaves(member, [...path, ...key.split(".")], [...at, key]),
  );
}

/**
 * Every combination of the values of all axes, seed by seed: a family that was stopped has about as many members of
 * every cell. The order is fixed.
 */
export function armsOf(axes: readonly Axis[]): Arm[] {
  const isSeed = ({ path }: Axis) => path.join(".") === "seed";
  const seeds = axes.filter(isSeed);
  const others = axes.filter((axis) => !isSeed(axis));
  const combinations = [...seeds, ...others].reduce<ArmSetting[][]>(
    (before, { path, at, values }) =>
      before.flatMap((settings) => values.map((value) => [...settings, { path, at, value }])),
    [[]],
  );
  const arms = combinations.map((settings): Arm => {
    const seed = settings.find(({ path }) => path.join(".") === "seed");
    const cell = settings.filter((one) => one !== seed);
    return {
      name: [...cell, ...(seed === undefined ? [] : [seed])].map(({ value }) => asName(value)).join("-"),
      settings,
      cell: cell.map(({ path, value }) => `${path.join(".")} ${asWords(value)}`).join(", "),
      seed: seed?.value ?? null,
    };
  });
  return withDifferentNames(arms);
}

/** Lays an arm over a parsed experiment, which is not changed; a mapping is laid over another key by key. */
export function withArm(value: unknown, { settings }: Pick<Arm, "settings">): unknown {
  const { matrix: _matrix, ...own } = isMapping(value) ? value : {};
  return settings.reduce<unknown>((laid, one) => laidOver(laid, nested(one.path, one.value)), own);
}

/** Where in the file the setting at a path comes from: its place in the matrix when an arm sets it. */
export function writtenAt(path: readonly PropertyKey[], arm: Pick<Arm, "settings"> | undefined) {
  const names = path.map(String);
  return arm?.settings.find((one) => startsWith(names, one.path))?.at ?? path;
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value);
}

function laidOver(below: unknown, above: unknown): unknown {
  if (!isMapping(above) || !isMapping(below)) return above;
  const laid = Object.entries(above).map(([key, value]) => [key, laidOver(below[key], value)]);
  return { ...below, ...Object.fromEntries(laid) };
}

function withDifferentNames(arms: readonly Arm[]): Arm[] {
  const lower = arms.map(({ name }) => name.toLowerCase()); // some disks do not tell A from a
  const clash = new Set(lower).size < lower.length;
  return clash ? arms.map((arm, index) => ({ ...arm, name: `${index + 1}-${arm.name}` })) : [...arms];
}

/** A path and a model's name by their last part: where a folder lies is told in several ways. */
function asName(value: unknown): string {
  const parts = scalarsIn(value).map(
    (one) =>
      String(one)
        .split("/")
        .findLast((part) => part !== "") ?? "",
  );
  const name = parts.join("-").replace(/[^\w.-]+/g, "-");
  return name.replace(/^[.-]+/, "").slice(0, 40) || "none";
}

function asWords(value: unknown): string {
  if (!isMapping(value)) return scalarsIn(value).map(String).join(" ");
  return Object.entries(value)
    .map(([key, member]) => `${key} ${asWords(member)}`)
    .join(", ");
}

function scalarsIn(value: unknown): unknown[] {
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(scalarsIn) : [value];
}

function startsWith(path: readonly string[], beginning: readonly string[]): boolean {
  return beginning.every((key, index) => path[index] === key);
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
