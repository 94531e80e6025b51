/** As the parser of turndown has it, as far as it is looked at here. */
interface Element {
  readonly nodeName: string;
  readonly children: ArrayLike<Element>;
  /** Undefined where nothing fits. */
  querySelector(selector: string): Element | undefined;
}

/** HTML as Markdown that shows characters as they are, rows of tables as lines, and neither pictures nor link targets. */
export async function markdownOf(html: string): Promise<string> {
  const { default: TurndownService } = await import("turndown");
  const markdown = new TurndownService({ headingStyle: "atx", codeBlockStyle: "fenced" })
    .remove(["script", "style", "iframe"])
    .addRule("no pictures", { filter: isPicture, replacement: () => "" })
    .addRule("links are their words", { filter: "a", replacement: (words) => words })
    .addRule("cells stand in a line", { filter: isCell, replacement: (text) => ` ${oneLine(text)} |` })
    .addRule("rows are lines", { filter: isRow, replacement: (cells) => `\n|${cells}` })
    .addRule("rows stand together", { filter: ["thead", "tbody", "tfoot"], replacement: (rows) => rows });
  markdown.escape = (text) => text;
  return markdown.turndown(html);
}

const oneLine = (text: string) => text.trim().replace(/\s*\n\s*/g, " ");

/** Figures that hold more than a picture and its caption are content. */
function isPicture(node: Element): boolean {
  if (node.nodeName !== "FIGURE") return /^(?:IMG|SVG|CANVAS|PICTURE)$/i.test(node.nodeName);
  return !node.querySelector("pre, code, table, blockquote, p");
}

/** Cells that hold blocks of their own are layout. */
const isCell = (node: Element) =>
  /^T[DH]$/.test(node.nodeName) && !node.querySelector("table, ul, ol, pre, h1, h2, h3, h4, p ~ p");

const isRow = (node: Element) => node.nodeName === "TR" && Array.from(node.children).every(isCell);
