import { z } from "zod";
import type { Unpacking } from "./bytes-of-file.js";
import { foundText } from "./found-text.js";
import { linesOfFile, longestLine } from "./lines-of-file.js";
import type { Found, Reader } from "./reader.js";

/** A passage of a paper, as S2ORC writes it. */
const passage = z.union([
  z.string(),
  z.looseObject({ text: z.string(), section: z.string().nullish(), heading: z.string().nullish() }),
]);

const passages = z.union([z.string(), z.array(passage)]);
type Passages = z.infer<typeof passages>;

/** Fields of which the first that holds a text is the document: peS2o, S2ORC, and what is common besides. */
const bodies: Readonly<Record<string, z.ZodType<Passages>>> = {
  text: z.string(),
  body_text: passages,
  sections: z.array(passage),
  full_text: z.string(),
  content: z.union([
    z.string(),
    z.looseObject({ text: z.string().nullish() }).transform(({ text }) => text ?? ""),
  ]),
  body: z.string(),
};

/** One document a line. @returns a reader of files that are packed like this. */
export function jsonlReader(unpacking: Unpacking): Reader {
  return async function* (path, source) {
    const utf8 = new TextDecoder("utf-8", { fatal: true });
    let last = 0;
    let isEmpty = true;
    try {
      for await (const { number, bytes } of linesOfFile(path, unpacking)) {
        last = number;
        const found = foundIn(bytes, utf8, `${source}#${number}`);
        if (found === null) continue;
        isEmpty = false;
        yield found;
      }
      if (isEmpty) yield { source, problem: "is empty" };
    } catch (error) {
      if (error instanceof Error && "syscall" in error) throw error;
      const why = error instanceof Error ? error.message : String(error);
      yield { source, problem: `breaks off after line ${last} (${why})` };
    }
  };
}

/** Null for a line of blanks. */
function foundIn(
  bytes: Uint8Array | null,
  utf8: InstanceType<typeof TextDecoder>,
  source: string,
): Found | null {
  if (bytes === null) return { source, problem: `is longer than ${longestLine / 2 ** 20} MiB` };
  let value: unknown;
  try {
    const line = utf8.decode(bytes).trim();
    if (line === "") return null;
    value = JSON.parse(line);
  } catch (error) {
    return {
      source,
      problem: error instanceof SyntaxError ? "is no JSON" : "is not UTF-8 text; save it as UTF-8",
    };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { source, problem: "is no object with the fields of a document" };
  }
  return documentIn(value as Readonly<Record<string, unknown>>, source);
}

function documentIn(record: Readonly<Record<string, unknown>>, source: string): Found {
  const body = firstBody(record);
  const summary = passages.nullish().safeParse(record["abstract"]);
  const issue = body.error?.issues[0] ?? summary.error?.issues[0];
  if (issue !== undefined) {
    const place = [body.error === undefined ? "abstract" : body.field, ...issue.path].join(".");
    return { source, problem: `has no text that can be read (${place}: ${issue.message})` };
  }
  const text = withSummary(body.text, joined(summary.data));
  if (text.trim() === "") {
    return { source, problem: `holds no text under ${Object.keys(bodies).join(", ")}` };
  }
  const title = titleIn(record) ?? titleIn(record["metadata"]);
  return foundText({ source, text, title });
}

interface Body {
  readonly field: string;
  readonly text: string;
  readonly error?: z.ZodError | undefined;
}

/** Fields behind the one that holds the text may hold anything. */
function firstBody(record: Readonly<Record<string, unknown>>): Body {
  for (const [field, schema] of Object.entries(bodies)) {
    if (record[field] === null || record[field] === undefined) continue;
    const { data, error } = schema.safeParse(record[field]);
    if (error !== undefined) return { field, text: "", error };
    const text = joined(data);
    if (text.trim() !== "") return { field, text };
  }
  return { field: "", text: "" };
}

function titleIn(record: unknown): string | null {
  const title = typeof record === "object" && record !== null && "title" in record ? record.title : null;
  return (typeof title === "string" && title.trim()) || null;
}

function withSummary(text: string, summary: string): string {
  if (summary === "" || text.includes(summary.slice(0, 200))) return text || summary;
  return `${summary}\n\n${text}`.trim();
}

function joined(found: Passages | null | undefined): string {
  if (typeof found === "string") return found;
  let heading = "";
  const parts = (found ?? []).flatMap((one) => {
    if (typeof one === "string") return [one];
    const over = (one.heading ?? one.section ?? "").trim();
    const named = over === "" || over === heading ? [] : [`## ${over}`];
    heading = over;
    return [...named, one.text];
  });
  return parts.join("\n\n");
}
