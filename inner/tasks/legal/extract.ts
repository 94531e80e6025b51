import { z } from "zod";
import { objectProblem, draftText as words } from "../draft-findings.js";

/**
 * What an extractor found in the document that an example was written from (paper, appendix C.2). It travels with the
 * example for whoever sorts a data set by topic; no solver and no judge sees it. For a document that decides nothing,
 * such as a statute, the key provisions stand in place of holdings.
 */
export const sourceSchema = z.strictObject(
  {
    document_type: words(2, "document_type", 200),
    topic_keywords: z
      .array(words(2, "a topic keyword", 100), "topic_keywords must be an array")
      .min(3, "topic_keywords has fewer than 3 entries")
      .max(5, "topic_keywords has more than 5 entries"),
    issues: z
      .array(words(15, "an issue", 1000), "issues must be an array")
      .min(1, "issues is empty")
      .max(12, "issues has more than 12 entries"),
    facts: words(40, "facts"),
    holdings: words(40, "holdings"),
  },
  { error: objectProblem("source") },
);
export type LegalSource = z.infer<typeof sourceSchema>;
