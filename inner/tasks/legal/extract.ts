import { z } from "zod";
import { findingsOf, objectProblem, draftText as words } from "../draft-findings.js";

/** A part that only a suitable document must have. */
const perhaps = (what: string) => z.string(`${what} must be text`).trim().max(8000, `${what} is too long`);

/**
 * What an extractor says of one legal document (paper, appendix C.2). For a document that decides nothing, such
 * as a statute, the key provisions stand in place of holdings. An unsuitable document needs a note only.
 */
const extractSchema = z
  .strictObject(
    {
      suitable: z.boolean("suitable must be true or false"),
      suitability_note: words(8, "suitability_note"),
      document_type: words(2, "document_type"),
      topic_keywords: z
        .array(words(2, "a topic keyword"), "topic_keywords must be an array")
        .min(3, "topic_keywords has fewer than 3 entries")
        .max(5, "topic_keywords has more than 5 entries"),
      issues: z
        .array(words(15, "an issue"), "issues must be an array")
        .max(12, "issues has more than 12 entries"),
      facts: perhaps("facts"),
      holdings: perhaps("holdings"),
    },
    { error: objectProblem("the extract") },
  )
  .superRefine((extract, context) => {
    if (!extract.suitable) return;
    const missing = (place: string, message: string) =>
      context.addIssue({ code: "custom", path: [place], message });
    if (extract.issues.length === 0) missing("issues", "a suitable document has at least one issue");
    for (const part of ["facts", "holdings"] as const) {
      if (extract[part].length < 40) missing(part, `${part} is too short (under 40 characters)`);
    }
  });
export type LegalExtract = z.infer<typeof extractSchema>;

/** Reads an extract strictly. Findings are one sentence each, with their place. */
export function readExtract(
  extract: unknown,
):
  | { readonly ok: true; readonly extract: LegalExtract }
  | { readonly ok: false; readonly findings: readonly string[] } {
  const read = extractSchema.safeParse(extract);
  return read.success ? { ok: true, extract: read.data } : { ok: false, findings: findingsOf(read.error) };
}
