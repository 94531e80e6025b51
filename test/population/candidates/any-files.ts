import fc from "fast-check";
import type { HarnessFiles } from "../../../inner/harness/harness-files.js";

const name = fc.oneof(
  fc.constantFrom(
    "workflow.ts",
    "prompts",
    "lib",
    "lib.ts",
    "a",
    "a.b",
    "a-b",
    "a0",
    "ä ö.md",
    'quo"te',
    "tab\there",
  ),
  fc.stringMatching(/^[a-z]{1,3}(\.[a-z]{1,2})?$/),
);

const line = fc.oneof(
  fc.constantFrom(
    "",
    "same",
    "other",
    "-- minus",
    "++ plus",
    "\\ backslash",
    "carriage\r",
    "wide 漢字 🙂",
    "\f",
    "\u2028",
  ),
  fc.string({ maxLength: 12 }).map((text) => text.replaceAll("\n", "")),
);

/** Text with or without a newline at its end, sometimes empty. */
export const anyText = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.boolean())
  .map(([lines, ended]) => lines.join("\n") + (ended && lines.length > 0 ? "\n" : ""));

/** Files in nested folders; no path is both a file and a folder. */
export const anyFiles: fc.Arbitrary<HarnessFiles> = fc
  .array(fc.tuple(fc.array(name, { minLength: 1, maxLength: 4 }), anyText), { minLength: 1, maxLength: 10 })
  .map((entries) => {
    const files = new Map<string, string>();
    for (const [parts, text] of entries) {
      const path = parts.join("/");
      const clashes = [...files.keys()].some((other) => isWithin(other, path) || isWithin(path, other));
      if (!clashes) files.set(path, text);
    }
    return files;
  });

const isWithin = (inner: string, outer: string) => inner.startsWith(`${outer}/`);

/** Another version of some files: texts changed line by line, files removed and added. */
export function anyEditOf(files: HarnessFiles): fc.Arbitrary<HarnessFiles> {
  const edits = fc.array(fc.constantFrom("keep", "remove", "insert", "drop", "end"), {
    minLength: files.size,
    maxLength: files.size,
  });
  return fc.tuple(edits, line, fc.nat(20), anyText).map(([kinds, inserted, position, added]) => {
    const edited = new Map<string, string>([["added/by-edit.md", added]]);
    for (const [index, [path, text]] of [...files].entries()) {
      const changed = editText(text, kinds[index] ?? "keep", inserted, position);
      if (changed !== null) edited.set(path, changed);
    }
    return edited;
  });
}

function editText(text: string, kind: string, inserted: string, position: number): string | null {
  const lines = text.split("\n");
  const at = position % (lines.length + 1);
  if (kind === "remove") return null;
  if (kind === "insert") lines.splice(at, 0, inserted);
  if (kind === "drop") lines.splice(at, 1);
  return kind === "end" ? `${text}\n` : lines.join("\n");
}
