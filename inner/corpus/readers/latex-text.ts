import { type Definition, valuesAt } from "./latex-macros.js";
import {
  argumentsOf,
  environmentName,
  isMacro,
  isString,
  lastArgumentOf,
  looseArguments,
  type Node,
  nodesOf,
} from "./latex-node.js";
import {
  accents,
  headings,
  lastIsText,
  letters,
  marks,
  silentMacros,
  skippedEnvironments,
  skippedMacros,
} from "./latex-words.js";

/** More uses of an author's macros than this are an attack. */
const mostExpansions = 100_000;
const deepestExpansion = 30;

/** A text and the number of nodes that it was made from. */
type Step = readonly [text: string, nodes: number];

/** A node among others. */
interface Place {
  readonly node: Node;
  readonly nodes: readonly Node[];
  readonly at: number;
  /** Of the arguments of the macro in whose definition they stand. */
  readonly values: readonly string[];
}

/** Writes nodes of a source as plain text. */
export class LatexText {
  readonly #kept: string[] = [];
  #expansions = 0;
  #depth = 0;

  /** @param source what the nodes were parsed from: formulas are copied out of it. */
  constructor(
    private readonly source: string,
    private readonly definitions: ReadonlyMap<string, Definition>,
  ) {}

  /** The text of nodes, with one blank line between paragraphs. @throws Error when macros expand without end. */
  of(nodes: readonly Node[]): string {
    const text = tidy(this.#written(nodes, []));
    return text.replace(/\uE000(\d+)\uE001/g, (mark, index) => this.#kept[Number(index)] ?? mark);
  }

  #written(nodes: readonly Node[], values: readonly string[]): string {
    let text = "";
    for (let at = 0; at < nodes.length; ) {
      const [more, count] = this.#step(nodes, at, values);
      text += more;
      at += count;
    }
    return text;
  }

  #step(nodes: readonly Node[], at: number, values: readonly string[]): Step {
    const node = nodes[at] as Node;
    if (node.type === "macro") return this.#macro({ node, nodes, at, values });
    if (isString(node, "#") && values.length > 0) {
      const [, digit, rest] = /^(\d)(.*)/s.exec(String(nodes[at + 1]?.content ?? "")) ?? [];
      if (digit !== undefined) return [`${values[Number(digit) - 1] ?? ""}${rest}`, 2];
    }
    return [this.#plain(node, values), 1];
  }

  #plain(node: Node, values: readonly string[]): string {
    switch (node.type) {
      case "string":
        return String(node.content).replaceAll("~", " ");
      case "whitespace":
        return " ";
      case "parbreak":
        return "\n\n";
      case "comment":
        return node.sameline === true && node.leadingWhitespace !== true ? "" : " ";
      case "inlinemath":
        return this.#keep(`$${this.#formula(node, values)}$`);
      case "displaymath":
      case "mathenv":
        return `\n\n${this.#keep(`$$${this.#formula(node, values)}$$`)}\n\n`;
      case "verb":
        return this.#keep(String(node.content));
      case "verbatim":
        return skippedEnvironments.test(environmentName(node))
          ? ""
          : `\n\n${this.#keep(String(node.content).replace(/^[^\S\n]*\n|\s+$/g, ""))}\n\n`;
      case "environment":
        return skippedEnvironments.test(environmentName(node))
          ? ""
          : `\n\n${this.#written(nodesOf(node), values)}\n\n`;
      default:
        return this.#written(nodesOf(node), values);
    }
  }

  #macro(place: Place): Step {
    const { node, nodes, at, values } = place;
    const name = String(node.content);
    const isSeen = (node.args ?? []).some(({ openMark = "" }) => openMark !== "");
    const own = this.definitions.get(name);
    const heading = headings[name];
    if (name === "item") return [`\n- ${this.#written(argumentsOf(node), values).trim()} `, 1];
    if (heading !== undefined)
      return [`\n\n${heading} ${this.#written(lastArgumentOf(node), values).trim()}\n\n`, 1];
    if (skippedMacros.test(name)) return ["", isSeen ? 1 : looseArguments(nodes, at + 1, 1).next - at];
    if (silentMacros.test(name)) return ["", defined(name, nodes, at)];
    if (name === "iffalse") return ["", untilFi(nodes, at)];
    if (accents.has(name)) return this.#accented(accents.get(name) ?? "", place);
    if (own !== undefined && !isSeen) return this.#expanded(own, place);
    const letter = letters.get(name);
    if (letter !== undefined) return [letter, nodes[at + 1]?.type === "whitespace" ? 2 : 1];
    const mark = marks.get(name);
    if (mark !== undefined) return [mark, 1];
    if (/^[%&_#${}]$/.test(name)) return [name, 1];
    const groups = lastIsText.get(name);
    if (groups !== undefined) return this.#last(groups, isSeen, place);
    if (isSeen) return [this.#written(argumentsOf(node), values), 1];
    return this.#unknown(place);
  }

  #last(most: number, isSeen: boolean, { node, nodes, at, values }: Place): Step {
    if (isSeen) return [this.#written(lastArgumentOf(node), values), 1];
    const { groups, next } = looseArguments(nodes, at + 1, most);
    return [this.#written(nodesOf(groups.at(-1)), values), next - at];
  }

  /** The arguments of a macro that nobody knows stay, as words of their own. */
  #unknown({ nodes, at, values }: Place): Step {
    const isCalled = nodes[at + 1]?.type === "group" || isString(nodes[at + 1], "[");
    const { groups, next } = isCalled
      ? looseArguments(nodes, at + 1, Number.POSITIVE_INFINITY)
      : { groups: [], next: at + 1 };
    return [groups.map((group) => this.#written(nodesOf(group), values)).join(" "), next - at];
  }

  #expanded(own: Definition, { nodes, at, values }: Place): Step {
    this.#expansions += 1;
    if (this.#expansions > mostExpansions) throw new Error("its macros expand without end");
    const found = valuesAt(nodes, at + 1, own);
    const inner = found.values.map((value) => this.#written(value, values));
    this.#depth += 1;
    const text = this.#depth > deepestExpansion ? "" : this.#written(own.body, inner);
    this.#depth -= 1;
    return [text, found.next - at];
  }

  #accented(mark: string, { node, nodes, at, values }: Place): Step {
    const seen = argumentsOf(node);
    if (seen.length > 0) return [marked(this.#written(seen, values), mark), 1];
    const next = nodes[at + 1]?.type === "whitespace" ? at + 2 : at + 1;
    if (nodes[next] === undefined) return ["", 1];
    const [text, count] = this.#step(nodes, next, values);
    return [marked(text, mark), next - at + count];
  }

  /** Formulas stay as they were written, but for labels and comments. */
  #formula({ position, type }: Node, values: readonly string[]): string {
    const written = this.source.slice(position?.start.offset, position?.end.offset);
    const inside =
      type === "mathenv"
        ? written.replace(/^\\begin\s*\{[^}]*\}|\\end\s*\{[^}]*\}$/g, "")
        : written.replace(/^(?:\$\$?|\\[([])|(?:\$\$?|\\[)\]])$/g, "");
    return inside
      .replace(/(?<!\\)%.*\n?/g, "")
      .replace(/\s*\\(?:label\s*\{[^}]*\}|nonumber(?![a-zA-Z]))/g, "")
      .replace(/#(\d)/g, (parameter, digit) => values[Number(digit) - 1] ?? parameter)
      .replace(/\n\s*\n/g, "\n")
      .trim();
  }

  /** What is not to be tidied: a mark for it. */
  #keep(text: string): string {
    this.#kept.push(text);
    return `\uE000${this.#kept.length - 1}\uE001`;
  }
}

/** Nodes from a macro on that only define something: \def and \let go with what they define. */
function defined(name: string, nodes: readonly Node[], at: number): number {
  if (name === "let") return isString(nodes[at + 2], "=") ? 4 : 3;
  if (name !== "def") return 1;
  const body = nodes.findIndex(({ type }, index) => index > at && type === "group");
  return body === -1 ? 1 : body - at + 1;
}

/** Nodes from \iffalse to its \fi; the macro alone where there is none. */
function untilFi(nodes: readonly Node[], from: number): number {
  let open = 0;
  for (let at = from; at < nodes.length; at++) {
    const node = nodes[at];
    if (isMacro(node, "fi")) open -= 1;
    else if (node?.type === "macro" && /^if[a-zA-Z]*$/.test(String(node.content))) open += 1;
    if (open === 0) return at - from + 1;
  }
  return 1;
}

function marked(text: string, mark: string): string {
  const [first = "", ...rest] = text.replace(/^ı/, "i").replace(/^ȷ/, "j");
  return /\p{L}/u.test(first) ? `${first}${mark}${rest.join("")}` : text;
}

/** One blank line between paragraphs, one blank between words. */
function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, " ")
    .replace(/ *\n */g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/ +([,.;:])/g, "$1")
    .replace(/``|''/g, '"')
    .trim();
}
