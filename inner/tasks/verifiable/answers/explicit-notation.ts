import { greekLetter, unreadable } from "./plain-notation.js";

/** Sizes beyond which nothing is computed: an answer is one sentence. */
const mostCharacters = 600;
const mostTokens = 240;
const deepest = 24;

const functions = new Set(
  "sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh ln log exp sqrt abs floor ceil".split(" "),
);
const ofTwo = new Set(["binom", "nthRoot"]);
const letters = /^[a-zα-ωA-ZΓΔΘΛΞΣΦΨΩ]$/u;

/** Pairs and triples of letters that are products when written together, and those that are words. */
const triples = new Set(["abc", "xyz", "pqr", "rst", "mnk"]);
const notProducts = new Set(
  "of or in is to an no on at by if as be do go he it me my so up us we am id tr lg xi mu nu cm mm km kg mg ml ms ns nm dx dy dz dt du ds db hz ev gb mb kb".split(
    " ",
  ),
);

interface Token {
  readonly kind: "number" | "letter" | "function" | "open" | "close" | "operator" | "postfix" | "comma";
  readonly text: string;
}

/**
 * An expression in plain notation with every multiplication and every argument written out, or null when it is
 * not one or could be read in two ways: 1/2x, sin x/2, f(x), x2, 3 1/2, cm, 0110, and words.
 */
export function explicitNotation(plain: string): string | null {
  if (plain.length > mostCharacters || plain.includes(unreadable)) return null;
  const tokens = tokenise(withAbsoluteValues(plain) ?? "");
  if (tokens === null || tokens.length === 0 || tokens.length > mostTokens) return null;
  const writer = new Writer(tokens);
  return writer.all();
}

/** |x| as abs(x), where there is one pair of bars. */
function withAbsoluteValues(plain: string): string | null {
  const parts = plain.split("|");
  if (parts.length === 1) return plain;
  if (parts.length !== 3 || parts[1]?.trim() === "") return null;
  return `${parts[0]} abs(${parts[1]})${parts[2]}`;
}

function tokenise(text: string): Token[] | null {
  const tokens: Token[] = [];
  const pattern =
    /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([\p{L}]+)(_[A-Za-z0-9]+)?|(\*\*|[-+*/^])|([([])|([)\]])|(,)|([!%°]))/uy;
  for (let at = 0; at < text.trimEnd().length; at = pattern.lastIndex) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return null;
    const [, number, run, subscript, operator, open, close, comma, postfix] = found;
    if (/^0\d/.test(number ?? "")) return null;
    if (number !== undefined)
      tokens.push({ kind: "number", text: number.startsWith(".") ? `0${number}` : number });
    else if (run !== undefined) {
      const read = readRun(run, subscript ?? "");
      if (read === null || (/\d/.test(text[at - 1] ?? "") && /^e(?=[-+]?\d)/i.test(text.slice(at))))
        return null;
      tokens.push(...read);
    } else if (operator !== undefined)
      tokens.push({ kind: "operator", text: operator === "**" ? "^" : operator });
    else if (open !== undefined) tokens.push({ kind: "open", text: "(" });
    else if (close !== undefined) tokens.push({ kind: "close", text: ")" });
    else if (comma !== undefined) tokens.push({ kind: "comma", text: "," });
    else if (postfix !== undefined) tokens.push({ kind: "postfix", text: postfix });
  }
  return tokens;
}

/** A run of letters: a function, a named constant, one letter, or a product of two or three letters. */
function readRun(run: string, subscript: string): Token[] | null {
  if ((functions.has(run) && (subscript === "" || run === "log")) || (ofTwo.has(run) && subscript === "")) {
    return [{ kind: "function", text: `${run}${subscript}` }];
  }
  if (run === "pi" && subscript === "") return [{ kind: "letter", text: "pi" }];
  const greek = greekLetter(run);
  if (letters.test(run) || greek !== null) return [{ kind: "letter", text: `${greek ?? run}${subscript}` }];
  const withGreek = /^[a-zα-ω]{2,4}$/u.test(run) && /[α-ω]/u.test(run);
  const product =
    withGreek || (/^[a-z]{2}$/.test(run) && !notProducts.has(run) && run[0] !== run[1]) || triples.has(run);
  if (!product || subscript !== "") return null;
  return [...run].map((letter) => ({ kind: "letter", text: letter }));
}

/** Writes tokens out from left to right; any doubt ends in null. */
class Writer {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  all(): string | null {
    const text = this.sum();
    return this.at === this.tokens.length ? text : null;
  }

  private peek(ahead = 0): Token | undefined {
    return this.tokens[this.at + ahead];
  }

  private isOperator(...texts: string[]): boolean {
    const token = this.peek();
    return token?.kind === "operator" && texts.includes(token.text);
  }

  private sum(): string | null {
    let text = "";
    let first = true;
    for (;;) {
      if (this.isOperator("+", "-")) text += this.tokens[this.at++]?.text;
      else if (!first) return text;
      const term = this.product();
      if (term === null) return null;
      text += term;
      first = false;
    }
  }

  private product(): string | null {
    let text = this.power();
    let divided = false;
    while (text !== null) {
      if (this.isOperator("*", "/")) {
        divided = this.isOperator("/");
        text += this.tokens[this.at++]?.text;
        const sign = this.isOperator("-") ? this.tokens[this.at++]?.text : "";
        const next = this.power();
        text = next === null ? null : `${text}${sign === "" ? next : `(-${next})`}`;
      } else if (["letter", "function", "open", "number"].includes(this.peek()?.kind ?? "")) {
        if (divided || this.peek()?.kind === "number") return null;
        const next = this.power();
        text = next === null ? null : `${text}*${next}`;
      } else return text;
    }
    return null;
  }

  private power(): string | null {
    let text = this.atom();
    while (text !== null && this.peek()?.kind === "postfix") {
      const postfix = this.tokens[this.at++]?.text;
      if (postfix === "!" && this.peek()?.text === "!") return null;
      text = postfix === "!" ? `factorial(${text})` : postfix === "%" ? `(${text}/100)` : `(${text}*pi/180)`;
    }
    if (text === null || !this.isOperator("^")) return text;
    this.at++;
    const sign = this.isOperator("-") ? this.tokens[this.at++]?.text : "";
    const exponent = this.power();
    return exponent === null ? null : `((${text})^(${sign}${exponent}))`;
  }

  private atom(): string | null {
    const token = this.peek();
    this.at++;
    if (token?.kind === "number") return token.text;
    if (token?.kind === "letter") return this.looksApplied(token.text) ? null : token.text;
    if (token?.kind === "open") return this.group((inside) => `(${inside})`);
    return token?.kind === "function" ? this.application(token.text) : null;
  }

  /** The rest of a bracket that has been opened. */
  private group(write: (inside: string) => string): string | null {
    if (++this.depth > deepest) return null;
    const inside = this.sum();
    this.depth--;
    if (inside === null || this.peek()?.kind !== "close") return null;
    this.at++;
    return write(inside);
  }

  private application(name: string): string | null {
    if (++this.depth > deepest) return null;
    const text = ofTwo.has(name) ? this.pair(name) : this.applied(name);
    this.depth--;
    return text;
  }

  private pair(name: string): string | null {
    if (this.tokens[this.at++]?.kind !== "open") return null;
    const first = this.sum();
    if (first === null || this.tokens[this.at++]?.kind !== "comma") return null;
    const second = this.sum();
    return second !== null && this.tokens[this.at++]?.kind === "close" ? `${name}(${first},${second})` : null;
  }

  private applied(named: string): string | null {
    const [name = "", base] = named.split("_");
    let exponent: string | null = "";
    if (this.isOperator("^")) {
      this.at++;
      exponent = this.isOperator("-") ? null : this.atom();
      if (exponent === null || exponent.includes("-")) return null;
    }
    const bracketed = this.peek()?.kind === "open";
    if (bracketed) this.at++;
    const inside = bracketed ? this.group((text) => text) : this.bareArgument();
    if (inside === null) return null;
    const call = base === undefined ? `${name}(${inside})` : `logTo(${base},${inside})`;
    return exponent === "" ? call : `((${call})^(${exponent}))`;
  }

  /** The argument of "sin 2x" or "log log n": letters and numbers, or one further function. */
  private bareArgument(): string | null {
    if (this.peek()?.kind === "function") return this.power();
    const parts: string[] = [];
    while (this.peek()?.kind === "letter" || (parts.length === 0 && this.peek()?.kind === "number")) {
      const next = this.power();
      if (next === null) return null;
      parts.push(next);
    }
    const doubtful = this.isOperator("/") || this.peek()?.kind === "open";
    return parts.length === 0 || doubtful ? null : parts.join("*");
  }

  /**
   * Whether a letter before a bracket may be a function's name: f(x), T(n-1), φ(12). A product such as x(x+1)
   * has an operator inside; a capital must come back inside, as in N(N+1).
   */
  private looksApplied(letter: string): boolean {
    if (this.peek()?.kind !== "open") return false;
    const inside: Token[] = [];
    for (let ahead = 1; this.peek(ahead) !== undefined && this.peek(ahead)?.kind !== "close"; ahead++) {
      inside.push(this.peek(ahead) as Token);
    }
    if (letter === "pi") return inside.length === 1 && inside[0]?.kind === "letter";
    const again = inside.some((token) => token.text === letter);
    if (/^[a-eij-tv-zαβλ](?:_\w+)?$/.test(letter) && inside.some((token) => token.kind === "operator"))
      return false;
    return !again;
  }
}
