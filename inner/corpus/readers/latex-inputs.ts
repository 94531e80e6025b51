import { readFile } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";

/** A LaTeX source with all that it inputs. */
export interface WholeSource {
  readonly text: string;
  /** Names that it inputs and that could not be read, as they are written. */
  readonly missing: readonly string[];
}

/** More inputs than this are an attack. */
const mostInputs = 2000;

/**
 * Reads a source with the files that it inputs, as far as they lie beside or below it. An input within itself is empty.
 * @throws Error when it is no text, or inputs without end.
 */
export async function wholeSource(first: string): Promise<WholeSource> {
  const missing: string[] = [];
  let inputs = 0;

  async function expanded(source: string, within: readonly string[]): Promise<string> {
    const parts = source.split(inputMacro);
    let whole = parts[0] ?? "";
    for (let at = 1; at < parts.length; at += 3) {
      const name = (parts[at] ?? parts[at + 1] ?? "").trim();
      whole += `${await inputOf(name, within)}${parts[at + 2]}`;
    }
    return whole;
  }

  async function inputOf(name: string, within: readonly string[]): Promise<string> {
    if (picture.test(name)) return "";
    inputs += 1;
    if (inputs > mostInputs) throw new Error(`it inputs more than ${mostInputs} files`);
    for (const path of [`${name}.tex`, name].map((one) => resolve(dirname(first), one))) {
      if (relative(dirname(first), path).startsWith("..")) continue;
      if (within.includes(path)) return "";
      const source = await textOf(path).catch(() => null);
      if (source !== null) return `\n\n${await expanded(source, [...within, path])}\n\n`;
    }
    if (!missing.includes(name)) missing.push(name);
    return "";
  }

  const text = await expanded(await textOf(first), [resolve(first)]);
  return { text, missing };
}

/** Not behind the sign of a comment. The name stands in braces or, as plain TeX has it, up to the next blank. */
const inputMacro = /(?<!(?<!\\)%.*)\\(?:(?:input|include|subfile)\s*\{([^}\n]*)\}|input[ \t]+([^\s{}\\%]+))/;
const picture = /\.(?:tikz|pgf|pdf_tex|p?s_tex|eps|bbl|cls|sty|clo|def)$/i;

/** @throws Error when the file is not UTF-8 and does not say that it is Latin-1. */
async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const latin = new TextDecoder("windows-1252").decode(bytes);
    if (/\\usepackage\s*\[(?:latin1|ansinew|cp1252)\]\s*\{inputenc\}/.test(latin)) return latin;
    throw new NotUtf8();
  }
}

/** A source in an encoding that it does not name. */
export class NotUtf8 extends Error {
  override readonly name = "NotUtf8";
  override readonly message = "is not UTF-8 text; save it as UTF-8";
}
