import { z } from "zod";
import { linesOfFile, type Unpacking } from "./lines-of-file.js";
import type { Found, Reader } from "./reader.js";

/** A passage of a paper, as S2ORC writes it. */
const passage = z.union([
  z.string(),
  z.looseObject({ text: z.string(), section: z.string().nullish(), heading: z.string().nullish() }),
]);

/** Fields of which the first that holds a text is the document: peS2o, S2ORC, and what is common besides. */
const record = z.looseObject({
  title: z.string().nullish(),
  text: z.string().nullish(),
  body_text: z.union([z.string(), z.array(passage)]).nullish(),
  sections: z.array(passage).nullish(),
  full_text: z.string().nullish(),
  content: z.union([z.string(), z.looseObject({ text: z.string().nullish() })]).nullish(),
  body: z.string().nullish(),
  abstract: z.union([z.string(), z.array(passage)]).nullish(),
  metadata: z.looseObject({ title: z.string().nullish() }).nullish(),
});

/** One document a line. @returns a reader of files that are packed like this. */
export function jsonlReader(unpacking: Unpacking): Reader {
  return async function* (path, source) {
    let number = 0;
    try {
      for await (const line of linesOfFile(path, unpacking)) {
        number += 1;
        const text = new TextDecoder().decode(line).trim();
        if (text !== "") yield foundIn(text, `${source}#${number}`);
      }
    } catch (error) {
      if (error instanceof Error && "syscall" in error) throw error;
      const why = error instanceof Error ? error.message : String(error);
      yield { source, problem: `breaks off after line ${number} (${why})` };
    }
  };
}

function foundIn(line: string, source: string): Found {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { source, problem: "is no JSON" };
  }
  const read = record.safeParse(value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return {
      source,
      problem: `has no text that can be read (${issue?.path.join(".") || "it"}: ${issue?.message})`,
    };
  }
  const { title, metadata } = read.data;
  const text = textOf(read.data);
  if (text.trim() === "") {
    return { source, problem: "holds no text under text, body_text, sections, full_text, content or body" };
  }
  return { source, text, title: (title ?? metadata?.title)?.trim() || null };
}

function textOf({
  text,
  body_text,
  sections,
  full_text,
  content,
  body,
  abstract,
}: z.infer<typeof record>): string {
  const inContent = typeof content === "string" ? content : content?.text;
  const whole = [text, joined(body_text), joined(sections), full_text, inContent, body];
  const found = whole.find((one) => typeof one === "string" && one.trim() !== "") ?? "";
  const summary = joined(abstract);
  if (summary === "" || found.includes(summary.slice(0, 200))) return found || summary;
  return `${summary}\n\n${found}`.trim();
}

function joined(passages: string | readonly z.infer<typeof passage>[] | null | undefined): string {
  if (typeof passages === "string") return passages;
  let heading = "";
  const parts = (passages ?? []).flatMap((one) => {
    if (typeof one === "string") return [one];
    const over = (one.heading ?? one.section ?? "").trim();
    const named = over === "" || over === heading ? [] : [`## ${over}`];
    heading = over;
    return [...named, one.text];
  });
  return parts.join("\n\n");
}
