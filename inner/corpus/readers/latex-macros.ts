import { argumentsOf, isMacro, isString, type Node, nodesOf } from "./latex-node.js";

/** A macro of the author's own. */
export interface Definition {
  readonly body: readonly Node[];
  /** Of arguments. */
  readonly count: number;
  /** Whether the first of them may stand in brackets or be missing, and what it is then. */
  readonly first: readonly Node[] | null;
}

/** What a source defines by \newcommand and its kin, and by \def without arguments. The last one counts. */
export function definitionsIn(root: Node): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  const visit = (nodes: readonly Node[]) => {
    for (const [index, node] of nodes.entries()) {
      if (isMacro(node, "def")) define(found, nodes[index + 1], nodes[index + 2]);
      else if (node.type === "macro" && /^(?:re|provide)?(?:new)?command$/.test(String(node.content))) {
        defineCommand(found, node);
      } else visit([...nodesOf(node), ...argumentsOf(node)]);
    }
  };
  visit(nodesOf(root));
  return found;
}

function define(found: Map<string, Definition>, name: Node | undefined, body: Node | undefined): void {
  if (name?.type !== "macro" || body?.type !== "group") return;
  found.set(String(name.content), { body: nodesOf(body), count: 0, first: null });
}

function defineCommand(found: Map<string, Definition>, { args = [] }: Node): void {
  const [name, count, first, body] = args.slice(-4);
  const macro = name?.content.find(({ type }) => type === "macro");
  if (macro === undefined || body === undefined || body.openMark !== "{") return;
  const number = Number(count?.content.map(({ content }) => String(content)).join("") ?? 0) || 0;
  found.set(String(macro.content), {
    body: body.content,
    count: Math.min(number, 9),
    first: first?.openMark === "[" ? first.content : null,
  });
}

/** The values of a macro's arguments, and the index of the node behind them. */
export interface Values {
  readonly values: readonly (readonly Node[])[];
  readonly next: number;
}

/** The arguments of a macro whose uses the parser does not know. */
export function valuesAt(nodes: readonly Node[], from: number, { count, first }: Definition): Values {
  const values: (readonly Node[])[] = [];
  let next = from;
  if (first !== null) {
    const close = isString(nodes[next], "[")
      ? nodes.findIndex((node, at) => at > next && isString(node, "]"))
      : -1;
    values.push(close === -1 ? first : nodes.slice(next + 1, close));
    if (close !== -1) next = close + 1;
  }
  while (values.length < count) {
    while (nodes[next]?.type === "whitespace" || nodes[next]?.type === "comment") next += 1;
    const value = nodes[next];
    if (value === undefined || value.type === "parbreak") break;
    values.push(value.type === "group" ? nodesOf(value) : [value]);
    next += 1;
  }
  return { values, next };
}
