import { z } from "zod";

/** At most this many findings are handed back at once. */
const mostFindings = 8;

/** Text of a draft under the name its findings use, trimmed, of `least` to `most` characters. */
export const draftText = (least: number, what: string, most = 8000) =>
  z
    .string(`${what} must be text`)
    .trim()
    .min(least, `${what} is too short (under ${least} characters)`)
    .max(most, `${what} is too long (over ${most} characters)`);

/** The error of an object schema that reads something handed over by a harness, under the name it goes by. */
export const objectProblem =
  (what: string) =>
  (issue: z.core.$ZodRawIssue): string => {
    if (issue.code === "unrecognized_keys") return `unknown keys: ${issue.keys.join(", ")}`;
    return typeof issue.input === "string"
      ? `${what} must be a JSON object, but it is text that does not parse as JSON`
      : `${what} must be a JSON object`;
  };

/** One sentence per problem, with its place, such as "rubric[3].weight: a weight must be a JSON number". */
export function findingsOf(error: z.ZodError): string[] {
  return error.issues.slice(0, mostFindings).map(finding);
}

function finding(issue: z.core.$ZodIssue): string {
  const place = issue.path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("");
  return place === "" ? issue.message : `${place.replace(/^\./, "")}: ${issue.message}`;
}
