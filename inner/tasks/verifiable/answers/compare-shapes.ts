import type { Expression } from "./algebra.js";
import type { Shape } from "./answer-shape.js";
import { compareExpressions } from "./compare-expressions.js";
import { compareRelations, valueSide } from "./compare-relations.js";
import { type Comparison, different, equal, undecided } from "./comparison.js";
import { normalText } from "./normal-text.js";
import { constantOf, rationalForm } from "./rational-form.js";

type Bracket = Extract<Shape, { kind: "bracket" }>;
type Collection = Extract<Shape, { kind: "collection" }>;

/** Compares what two answers are made of; shapes of different kinds are rarely comparable. */
export function compareShapes(a: Shape, b: Shape): Comparison {
  if (a.kind === "truth" && b.kind === "truth") {
    return a.value === b.value ? equal("both say the same") : different("one says yes, the other no");
  }
  if (a.kind === "expression" && b.kind === "expression") return compareEnds(a.expression, b.expression);
  if (a.kind === "collection" && b.kind === "collection") return compareCollections(a, b);
  if (a.kind === "bracket" && b.kind === "bracket") return compareBrackets(a, b);
  if (a.kind === "relation" && b.kind === "relation") return compareRelations(a, b);
  if (a.kind === "words" && b.kind === "words") {
    return normalText(a.text) === normalText(b.text)
      ? equal("their texts agree")
      : undecided("code cannot tell names apart");
  }
  const [left, right] = [single(a), single(b)];
  if (left !== null && right !== null) return compareExpressions(left, right);
  if (isUnordered(a) && right !== null) return membersAgainst(a, right);
  if (isUnordered(b) && left !== null) return membersAgainst(b, left);
  return undecided("they are not of one kind");
}

/** The value of "3" and of "x = 3". */
function single(shape: Shape): Expression | null {
  if (shape.kind === "expression") return isEnd(shape.expression) ? null : shape.expression;
  return shape.kind === "relation" ? valueSide(shape) : null;
}

function isUnordered(shape: Shape): shape is Collection {
  return shape.kind === "collection" && shape.order === "none" && shape.elements.length > 1;
}

/** "2 or -2" against "2": different when some member is certainly not that value. */
function membersAgainst(collection: Collection, value: Expression): Comparison {
  const other: Shape = { kind: "expression", expression: value };
  const foreign = collection.elements.some((one) => compareShapes(one, other).result === "different");
  return foreign
    ? different("one names several values, the other one of them")
    : undecided("one is a list, the other a value");
}

function isEnd(expression: Expression): boolean {
  return expression.kind === "letter" && expression.name.endsWith("inf");
}

function compareEnds(a: Expression, b: Expression): Comparison {
  if (!isEnd(a) && !isEnd(b)) return compareExpressions(a, b);
  if (isEnd(a) && isEnd(b)) {
    const same = a.kind === "letter" && b.kind === "letter" && a.name === b.name;
    return same ? equal("both are the same infinity") : different("they are different infinities");
  }
  const finite = rationalForm(isEnd(a) ? b : a);
  return finite !== null && constantOf(finite) !== null
    ? different("one is infinite, the other is not")
    : undecided("one is infinite, the other may be");
}

function compareCollections(a: Collection, b: Collection): Comparison {
  const table = a.elements.map((left) => b.elements.map((right) => compareShapes(left, right).result));
  const columns = b.elements.map((_, index) => table.map((row) => row[index] ?? "undecided"));
  const foreign = [...table, ...columns].some((line) => line.every((result) => result === "different"));
  if (foreign) return different("an element of one is none of the other");
  const once = [...table, ...columns].every(
    (line) => line.filter((result) => result === "equal").length === 1,
  );
  if (!once) return undecided("their elements cannot be paired");
  const inOrder = table.every((row, index) => row[index] === "equal");
  const ordered = a.order === "unknown" && b.order === "unknown";
  if (ordered && !inOrder) return undecided("their elements agree, but their order may matter");
  return equal("their elements agree");
}

function compareBrackets(a: Bracket, b: Bracket): Comparison {
  if (a.elements.length !== b.elements.length) return undecided("they have different numbers of entries");
  const results = a.elements.map((left, index) => compareShapes(left, b.elements[index] ?? left).result);
  if (results.includes("different")) {
    return interchangeable(a, b)
      ? undecided("they may be the same cycle or the same direction")
      : different("an entry of one is not that of the other");
  }
  if (!results.every((result) => result === "equal")) return undecided("their entries cannot be compared");
  if (a.open === b.open && a.close === b.close) return equal("their entries agree in order");
  const interval = [a, b].some((one) => (one.open === "[") !== (one.close === "]"));
  if (!interval || a.elements.length !== 2 || endsInfinite(a, b)) {
    return undecided("the brackets differ and may or may not matter");
  }
  return different("an end belongs to one interval and not to the other");
}

/** Brackets differ at an infinite end, where usage varies. */
function endsInfinite(a: Bracket, b: Bracket): boolean {
  const infinite = (shape: Shape | undefined) => shape?.kind === "expression" && isEnd(shape.expression);
  const atStart = a.open !== b.open && infinite(a.elements[0]);
  const atEnd = a.close !== b.close && infinite(a.elements.at(-1));
  return (atStart || a.open === b.open) && (atEnd || a.close === b.close);
}

/** Whether tuples may name one thing in other entries: a permutation of the entries, or a multiple of them. */
function interchangeable(a: Bracket, b: Bracket): boolean {
  const interval = [a, b].some((one) => (one.open === "[") !== (one.close === "]"));
  if (interval) return false;
  const [left, right] = [a, b].map((one) => one.elements.map(numberOf));
  if (left === undefined || right === undefined) return true;
  const table = a.elements.map((one) => b.elements.map((other) => compareShapes(one, other).result));
  const columns = b.elements.map((_, index) => table.map((row) => row[index] ?? "undecided"));
  const permuted = [...table, ...columns].every((line) => line.some((result) => result !== "different"));
  if (permuted && !(left.length === 2 && right.length === 2)) return true;
  return left.every((one, index) => {
    const [first, other, otherFirst] = [left[0], right[index], right[0]];
    if (!one || !first || !other || !otherFirst) return true;
    return (
      one.over * otherFirst.over * first.under * other.under ===
      other.over * first.over * one.under * otherFirst.under
    );
  });
}

function numberOf(shape: Shape) {
  const form = shape.kind === "expression" ? rationalForm(shape.expression) : null;
  return form === null ? null : constantOf(form);
}
