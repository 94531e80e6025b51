import { type Expression, parseExpression } from "./algebra.js";
import { explicitNotation } from "./explicit-notation.js";
import { splitTop } from "./split-top.js";

export type Relation = "=" | "<" | "<=" | "!=";

/** What an answer is made of; `words` when nothing else fits. */
export type Shape =
  | { readonly kind: "truth"; readonly value: boolean }
  | { readonly kind: "expression"; readonly expression: Expression }
  | { readonly kind: "collection"; readonly order: "none" | "unknown"; readonly elements: readonly Shape[] }
  | {
      readonly kind: "bracket";
      readonly open: string;
      readonly close: string;
      readonly elements: readonly Shape[];
    }
  | { readonly kind: "relation"; readonly relation: Relation; readonly left: Side; readonly right: Side }
  | { readonly kind: "words"; readonly text: string };

interface Side {
  readonly text: string;
  readonly expression: Expression | null;
}

const mostCharacters = 600;
const mostElements = 24;
const deepest = 4;

/** Reads an answer in plain notation. */
export function readShape(plain: string, depth = 0): Shape {
  const text = plain.trim();
  const shape = text.length > mostCharacters || depth > deepest ? words : structure(text, depth);
  return shape.kind === "words" ? { kind: "words", text } : shape;
}

function structure(text: string, depth: number): Shape {
  const truth = /^(?:yes|true)$/i.test(text) ? true : /^(?:no|false)$/i.test(text) ? false : null;
  if (truth !== null) return { kind: "truth", value: truth };
  if (text === "∅" || /^(?:the )?empty set$/i.test(text)) return collection([], "none");
  return (
    endpoint(text) ??
    signs(text, depth) ??
    list(text, depth) ??
    relation(text) ??
    member(text, depth) ??
    bracket(text, depth) ??
    expression(text)
  );
}

const words: Shape = { kind: "words", text: "" };

function collection(elements: readonly Shape[], order: "none" | "unknown"): Shape {
  return { kind: "collection", order, elements };
}

/** ±3 as the two values it stands for. */
function signs(text: string, depth: number): Shape | null {
  const parts = text.split(/±|\+-|\+\/-/);
  if (parts.length === 1) return null;
  if (parts.length !== 2 || /[,;]| and | or /.test(text)) return words;
  const [before = "", after = ""] = parts;
  const infix = /[\w)]\s*$/.test(before);
  const elements = [`${before}${infix ? "+" : ""}${after}`, `${before}-${after}`].map((one) =>
    readShape(one, depth + 1),
  );
  return elements.some((one) => one.kind === "words") ? words : collection(elements, "none");
}

/** "2 and 3", "x = 2 or x = 3", "2, 3": with commas alone, order may matter. */
function list(text: string, depth: number): Shape | null {
  const parts = splitTop(text, /\s*(?:,\s*(?:and|or)\b|[,;]|\s(?:and|or)\b)\s*/y);
  if (parts === null) return words;
  if (parts.length === 1) return null;
  if (/^[+-]?\d{1,3}(?:,\d{3})+$/.test(text)) return expression(text.replaceAll(",", ""));
  if (parts.length > mostElements || parts.some(unusable) || /\d,\d{3}(?!\d)/.test(text)) return words;
  const elements = parts.map((part) => readShape(part, depth + 1));
  if (elements.some((one) => one.kind === "words")) return words;
  const unordered = /\s(?:and|or)\b/.test(text) || elements.every((one) => one.kind === "relation");
  return collection(elements, unordered ? "none" : "unknown");
}

/** An element that is missing, or the tail of a number such as 1,000. */
function unusable(part: string): boolean {
  return part === "" || /^0\d/.test(part);
}

function relation(text: string): Shape | null {
  const parts = splitTop(text, /<=|>=|!=|:=|==|=|<|>/y);
  if (parts === null || parts.length === 1) return null;
  const [left = "", right = ""] = parts;
  if (parts.length !== 2 || left === "" || right === "") return words;
  const sign = text.slice(text.indexOf(left) + left.length, text.lastIndexOf(right)).trim();
  const [a, b] = [side(left), side(right)];
  if (sign === ">" || sign === ">=")
    return { kind: "relation", relation: sign === ">" ? "<" : "<=", left: b, right: a };
  const known = ({ "=": "=", ":=": "=", "==": "=", "<": "<", "<=": "<=", "!=": "!=" } as const)[sign];
  return known === undefined ? words : { kind: "relation", relation: known, left: a, right: b };
}

function side(text: string): Side {
  const shape = expression(text);
  return { text, expression: shape.kind === "expression" ? shape.expression : null };
}

/** "x in [0, 1)" is its interval. */
function member(text: string, depth: number): Shape | null {
  const found = /^[a-zα-ω]\s+in\s+(?=[([{])(.*)$/u.exec(text);
  return found === null ? null : readShape(found[1] ?? "", depth + 1);
}

/** {..} is a set, other brackets with commas a tuple, vector or interval. */
function bracket(text: string, depth: number): Shape | null {
  const [open = "", close = ""] = [text[0], text.at(-1)];
  if (!"([{⟨".includes(open) || !")]}⟩".includes(close) || text.length < 2) return null;
  const inside = text.slice(1, -1);
  const parts = splitTop(inside, /[,;]/y);
  if (parts === null) return open === "{" ? words : null;
  if (open === "{") {
    if (close !== "}" || /[:|]|\.\.|…/.test(inside)) return words;
    if (inside.trim() === "") return collection([], "none");
  } else if (parts.length < 2) return null;
  if (parts.length > mostElements || parts.some(unusable)) return words;
  const elements = parts.map((part) => endpoint(part) ?? readShape(part, depth + 1));
  const names = open === "{" && elements.every((one) => one.kind !== "words" || wordsOnly.test(one.text));
  if (!names && elements.some((one) => one.kind === "words")) return words;
  if (open === "{") return collection(elements, "none");
  const angle = open === "⟨" || close === "⟩";
  return { kind: "bracket", open: angle ? "(" : open, close: angle ? ")" : close, elements };
}

const wordsOnly = /^\p{L}[\p{L}\s-]{1,40}$/u;

/** Infinity as the end of an interval. */
function endpoint(text: string): Shape | null {
  const found = /^([+-]?)\s*inf(?:inity)?$/.exec(text);
  if (found === null) return null;
  return { kind: "expression", expression: { kind: "letter", name: found[1] === "-" ? "-inf" : "inf" } };
}

function expression(text: string): Shape {
  const explicit = explicitNotation(text);
  const parsed = explicit === null ? null : parseExpression(explicit);
  return parsed === null ? words : { kind: "expression", expression: parsed };
}
