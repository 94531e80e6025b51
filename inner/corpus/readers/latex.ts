import { foundText } from "./found-text.js";
import { NotUtf8, type WholeSource, wholeSource } from "./latex-inputs.js";
import { definitionsIn } from "./latex-macros.js";
import { environmentName, find, isMacro, lastArgumentOf, type Node, nodesOf } from "./latex-node.js";
import { LatexText } from "./latex-text.js";
import type { Reader } from "./reader.js";

/** The running text of a LaTeX document with its section headings and formulas, without preamble, figures, references. */
export const readLatex: Reader = async function* (path, source) {
  const read = await wholeSource(path).catch((error: unknown) => {
    if (error instanceof NotUtf8) return error;
    throw error;
  });
  if (read instanceof NotUtf8) {
    yield { source, problem: read.message };
    return;
  }
  if (!/\\begin\s*\{document\}/.test(read.text)) {
    yield { source, problem: "is no whole LaTeX document (no \\begin{document})" };
    return;
  }
  const { parse } = await import("@unified-latex/unified-latex-util-parse");
  const whole = withSafeAddresses(read.text);
  const root = parse(whole) as Node;
  const body = find(
    nodesOf(root),
    (node) => node.type === "environment" && environmentName(node) === "document",
  );
  if (body === undefined) {
    yield { source, problem: "is no whole LaTeX document (its \\begin{document} has no \\end{document})" };
    return;
  }
  const title = find(nodesOf(root), (node) => isMacro(node, "title"));
  const text = new LatexText(whole, definitionsIn(root));
  yield foundText({
    source,
    text: text.of(nodesOf(body)),
    title: text.of(lastArgumentOf(title)).replace(/\s+/g, " ") || null,
    warning: warningOf(read),
  });
};

/** In an address the sign of comments is none. */
const withSafeAddresses = (text: string) =>
  text.replace(/\\(?:url|href|path|nolinkurl)\s*\{[^{}\n]*\}/g, (address) =>
    address.replace(/(?<!\\)%/g, "\\%"),
  );

function warningOf({ missing }: WholeSource): string | undefined {
  if (missing.length === 0) return undefined;
  const more = missing.length > 3 ? ` and ${missing.length - 3} more` : "";
  return `lacks what it inputs from ${missing.slice(0, 3).join(", ")}${more}`;
}
