/** A node of unified-latex, as far as it is looked at here. */
export interface Node {
  readonly type: string;
  readonly content?: string | readonly Node[];
  readonly env?: string | Node;
  readonly args?: readonly Argument[];
  readonly position?: Position;
  /** Of comments: whether text stands before them on the line, and whether a blank does. */
  readonly sameline?: boolean;
  readonly leadingWhitespace?: boolean;
}

interface Argument {
  readonly content: readonly Node[];
  /** Empty when the argument is not there. */
  readonly openMark?: string;
}

interface Position {
  readonly start: { readonly offset: number };
  readonly end: { readonly offset: number };
}

export function nodesOf(node: Node | undefined): readonly Node[] {
  return Array.isArray(node?.content) ? (node.content as readonly Node[]) : [];
}

/** The content of all arguments, and of the last one in braces. */
export const argumentsOf = ({ args = [] }: Node) => args.flatMap(({ content }) => [...content]);
export const lastArgumentOf = (node: Node | undefined) =>
  node?.args?.filter(({ openMark }) => openMark === "{").at(-1)?.content ?? [];

export const environmentName = ({ env }: Node) =>
  typeof env === "string" ? env : String(env?.content ?? "");

export const isMacro = (node: Node | undefined, name: string) =>
  node?.type === "macro" && node.content === name;
export const isString = (node: Node | undefined, text: string) =>
  node?.type === "string" && node.content === text;

/** The first node, in the order of the text, that fits. */
export function find(nodes: readonly Node[], fits: (node: Node) => boolean): Node | undefined {
  for (const node of nodes) {
    const found = fits(node) ? node : find([...nodesOf(node), ...argumentsOf(node)], fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Arguments that the parser did not see as such. */
export interface LooseArguments {
  /** The groups behind a macro. */
  readonly groups: readonly Node[];
  /** Index of the first node that is no longer one of them. */
  readonly next: number;
}

/** Up to `most` groups from an index on, passing over optional arguments in brackets before each. */
export function looseArguments(nodes: readonly Node[], from: number, most: number): LooseArguments {
  const groups: Node[] = [];
  let next = from;
  for (let at = from; groups.length < most; ) {
    if (nodes[at]?.type === "whitespace") at += 1;
    else if (isString(nodes[at], "[")) {
      const close = nodes.findIndex((node, index) => index > at && isString(node, "]"));
      if (close === -1) break;
      at = close + 1;
    } else {
      const group = nodes[at];
      if (group?.type !== "group") break;
      groups.push(group);
      at += 1;
      next = at;
    }
  }
  return { groups, next };
}
