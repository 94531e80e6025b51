import { expectation, keysAt, type Outline, outlineAt } from "./schema-outline.js";

/**
 * Every setting of an experiment file as Markdown: one table a section, with what a value must be, the default and
 * what it means, all from the schema. Seats stand once, under models.defaults.
 */
export function settingsReference(): string {
  const top = keysAt([]).filter((key) => keysAt([key]).length === 0);
  const sections = keysAt([]).filter((key) => keysAt([key]).length > 0);
  return [
    table(
      "At the top",
      top.map((key) => [key]),
    ),
    ...sections.map(section),
  ].join("\n\n");
}

function section(name: string): string {
  const rows = name === "models" ? seatRows() : leavesUnder([name]);
  const says = outlineAt([name])?.description ?? "";
  return table(`\`${name}\``, rows, says, name);
}

/** The seats differ from the defaults in nothing but their names. */
function seatRows(): Path[] {
  const seats = keysAt(["models"]).filter((seat) => seat !== "defaults");
  return [...leavesUnder(["models", "defaults"]), ...seats.map((seat) => ["models", seat])];
}

/** Settings without settings below them; of those that may be one value or a mapping, both. */
function leavesUnder(path: Path): Path[] {
  const below = keysAt(path).flatMap((key) => leavesUnder([...path, key]));
  const isValue = below.length === 0 || outlineAt(path)?.anyOf !== undefined;
  return isValue ? [path, ...below] : below;
}

type Path = readonly string[];

function table(title: string, paths: readonly Path[], says = "", below = ""): string {
  const rows = paths.map((path) => {
    const outline = outlineAt(path) ?? {};
    const name = path.join(".").slice(below === "" ? 0 : below.length + 1) || below;
    return `| \`${name}\` | ${cell(expected(outline))} | ${cell(fallback(outline, path))} | ${cell(outline.description ?? "")} |`;
  });
  const head = ["| setting | must be | default | meaning |", "|---|---|---|---|"];
  return [`### ${title}`, "", ...(says === "" ? [] : [says, ""]), ...head, ...rows].join("\n");
}

function expected(outline: Outline): string {
  if (outline.properties !== undefined) return "the same settings";
  if (outline.type === undefined && outline.anyOf === undefined && outline.enum === undefined)
    return "see the task";
  return expectation(outline);
}

function fallback(outline: Outline, path: Path): string {
  if (outline.properties !== undefined) return "";
  if (outline.default !== undefined) return `\`${JSON.stringify(outline.default)}\``;
  const required = outlineAt(path.slice(0, -1))?.required ?? [];
  return required.includes(path.at(-1) ?? "") ? "**required**" : "none";
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
