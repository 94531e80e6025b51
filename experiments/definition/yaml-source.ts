import { isAlias, isMap, isScalar, LineCounter, type Node, parseDocument, type YAMLMap } from "yaml";
import { UsageError } from "../../foundation/errors.js";

/** A parsed YAML file that still knows where things stand. */
export interface YamlSource {
  readonly value: unknown;
  /** Line (from 1) of the key at a path, or of its nearest parent that is written. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** @throws UsageError that lists every syntax error with its line. `file` is the name to show. */
export function parseYaml(text: string, file: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    const sentences = document.errors.map(
      ({ code, message, pos }) =>
        `${file}:${lines.linePos(pos[0]).line}: ${code === "DUPLICATE_KEY" ? "this key is given twice" : message}`,
    );
    throw new UsageError(sentences.join("\n"));
  }
  const root = document.contents;
  const resolve = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);
  return {
    value: document.toJS(),
    lineOf: (path) => lines.linePos(offsetOf(root, path, resolve)).line || 1,
  };
}

function offsetOf(
  root: Node | null,
  path: readonly PropertyKey[],
  resolve: (node: unknown) => unknown,
): number {
  let offset = 0;
  let node: unknown = root;
  for (const key of path) {
    const map = resolve(node);
    const pair = isMap(map) ? pairOf(map, key) : undefined;
    if (pair === undefined) break;
    offset = pair.offset;
    node = pair.value;
  }
  return offset;
}

function pairOf(map: YAMLMap, key: PropertyKey): { offset: number; value: unknown } | undefined {
  const pair = map.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  if (pair === undefined || !isScalar(pair.key)) return undefined;
  return { offset: pair.key.range?.[0] ?? 0, value: pair.value };
}
