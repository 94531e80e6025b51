/** What of a source text to keep; the rest is overprinted, so offsets and lines stay. */
export interface Keep {
  /** Contents of quoted strings; without it they become underscores between their quotes. */
  readonly strings: boolean;
}

const regexMayFollow = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|in|of|delete|void|throw))$/;

/**
 * TypeScript or JavaScript source without comments (blanks), template texts and regular expressions
 * (underscores), and without the contents of strings unless they are kept.
 */
export function codeText(source: string, keep: Keep): string {
  const scan = new Scan(source, keep);
  while (!scan.atEnd()) scan.step();
  return scan.text;
}

class Scan {
  text = "";
  #at = 0;
  /** Open braces, and the depths at which a template's `${` was opened. */
  #depth = 0;
  readonly #templates: number[] = [];

  constructor(
    readonly source: string,
    readonly keep: Keep,
  ) {}

  atEnd(): boolean {
    return this.#at >= this.source.length;
  }

  step(): void {
    const next = this.source.slice(this.#at, this.#at + 2);
    const first = next[0] ?? "";
    if (next === "//") this.#overprint(this.#find(/\n|$/g, 2), " ");
    else if (next === "/*") this.#overprint(this.#find(/\*\/|$/g, 2, true), " ");
    else if (first === '"' || first === "'") this.#quoted(first);
    else if (first === "`") this.#template();
    else if (first === "/" && regexMayFollow.test(this.text.trimEnd())) this.#regex();
    else if (first === "}" && this.#templates.at(-1) === this.#depth) this.#template();
    else this.#copy(first);
  }

  #copy(character: string): void {
    if (character === "{") this.#depth += 1;
    if (character === "}") this.#depth -= 1;
    this.text += character;
    this.#at += 1;
  }

  #take(length: number): void {
    this.text += this.source.slice(this.#at, this.#at + length);
    this.#at += length;
  }

  #quoted(quote: string): void {
    const end = this.#find(new RegExp(`(?<!\\\\)(?:\\\\\\\\)*${quote}|\\n|$`, "g"), 1, true);
    const inside = this.keep.strings ? end - this.#at : 1;
    this.#take(inside);
    this.#overprint(Math.max(end - 1, this.#at), "_");
    this.#take(end - this.#at);
  }

  /** From a backtick, or the brace that ends an expression inside a template, to the next expression or the end. */
  #template(): void {
    if (this.source[this.#at] === "}") this.#templates.pop();
    this.#take(1);
    const end = this.#find(/(?<!\\)(?:\\\\)*(?:`|\$\{)|$/g, 0, true);
    const closing = /(?:`|\$\{)$/.exec(this.source.slice(this.#at, end))?.[0] ?? "";
    this.#overprint(end - closing.length, "_");
    this.#take(closing.length);
    if (closing === "${") this.#templates.push(this.#depth);
  }

  #regex(): void {
    const body = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;
    body.lastIndex = this.#at;
    const match = body.exec(this.source);
    if (match === null) this.#copy("/");
    else this.#overprint(this.#at + match[0].length, "_");
  }

  /** Offset of the next match at least `skip` characters on; behind it when `behind`. */
  #find(pattern: RegExp, skip: number, behind = false): number {
    pattern.lastIndex = this.#at + skip;
    const match = pattern.exec(this.source);
    if (match === null) return this.source.length;
    return behind ? match.index + match[0].length : match.index;
  }

  #overprint(end: number, mark: string): void {
    this.text += this.source.slice(this.#at, end).replace(/[^\n]/g, mark);
    this.#at = end;
  }
}
