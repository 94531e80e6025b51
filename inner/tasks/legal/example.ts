import { z } from "zod";
import { findingsOf, objectProblem, draftText as words } from "../draft-findings.js";
import { polarityProblem } from "../rubric/polarity.js";
import { sourceSchema } from "./extract.js";
import { type WeightClass, weightClasses, weightProblem } from "./weight-class.js";

/** Bounds of the rubric (paper, appendix C.2). */
export const rubricSize = { least: 15, most: 25, leastNegative: 1, mostNegative: 3 } as const;

const classNames = Object.keys(weightClasses) as [WeightClass, ...WeightClass[]];

const capability = z
  .string("a capability must be text")
  .regex(
    /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/,
    "a capability must be a snake_case name such as causation_analysis",
  )
  .max(60, "a capability's name is too long (over 60 characters)");

const capabilities = (what: string, least: number, most: number) =>
  z
    .array(capability, `${what} must be an array`)
    .min(least, `${what} has fewer than ${least} entries`)
    .max(most, `${what} has more than ${most} entries`);

const criterionSchema = z
  .strictObject({
    number: z.number("a number must be a JSON number"),
    criterion: words(12, "a criterion"),
    category: z.enum(["positive", "negative"], 'category must be "positive" or "negative"'),
    capability,
    weight_class: z.enum(classNames, `weight_class must be one of ${classNames.join(", ")}`),
    weight: z.number("a weight must be a JSON number").int("a weight must be an integer"),
  })
  .superRefine((one, context) => {
    const classFits = (one.weight_class === "detrimental") === (one.category === "negative");
    const problems = classFits
      ? [weightProblem(one.weight_class, one.weight)]
      : [`weight_class ${one.weight_class} does not go with a ${one.category} criterion`];
    problems.push(polarityProblem(one.category, one.criterion));
    for (const message of problems) if (message !== null) context.addIssue({ code: "custom", message });
  });

const exampleFields = {
  target_capabilities: z
    .strictObject(
      {
        primary_focus: capabilities("primary_focus", 2, 4),
        secondary_focus: capabilities("secondary_focus", 1, 3),
        rewards_summary: words(20, "rewards_summary"),
        penalises_summary: words(20, "penalises_summary"),
      },
      { error: objectProblem("target_capabilities") },
    )
    .refine(
      ({ primary_focus, secondary_focus }) => {
        const names = [...primary_focus, ...secondary_focus];
        return new Set(names).size === names.length;
      },
      { error: "a capability is declared twice" },
    ),
  question: words(80, "question"),
  rubric: z
    .array(criterionSchema, "rubric must be an array")
    .min(rubricSize.least, `rubric has fewer than ${rubricSize.least} criteria`)
    .max(rubricSize.most, `rubric has more than ${rubricSize.most} criteria`)
    .superRefine((rubric, context) => {
      for (const message of rubricProblems(rubric)) context.addIssue({ code: "custom", message });
    }),
  source: sourceSchema,
};

/** One training example: a client's question and the rubric, the capabilities it is aimed at, and where its law is from. */
export const exampleSchema = z.strictObject(exampleFields);
export type LegalExample = z.infer<typeof exampleSchema>;
export type LegalCriterion = LegalExample["rubric"][number];

/** What a writer may propose: an example, with a scratchpad that is dropped. */
const draftSchema = z.strictObject(
  { scratchpad: z.unknown().optional(), ...exampleFields },
  { error: objectProblem("the draft") },
);

/** Reads a draft strictly. Findings name the place, such as "rubric[3].weight: a weight must be a JSON number". */
export function readDraft(
  draft: unknown,
):
  | { readonly ok: true; readonly body: LegalExample }
  | { readonly ok: false; readonly findings: readonly string[] } {
  const read = draftSchema.safeParse(draft);
  if (!read.success) return { ok: false, findings: findingsOf(read.error) };
  const { scratchpad: _dropped, ...body } = read.data;
  const findings = undeclared(body);
  return findings.length === 0 ? { ok: true, body } : { ok: false, findings };
}

function rubricProblems(rubric: readonly z.infer<typeof criterionSchema>[]): string[] {
  const problems: string[] = [];
  if (rubric.some((one, index) => one.number !== index + 1)) {
    problems.push("the criteria must be numbered 1, 2, 3 and so on, in order");
  }
  const texts = new Set(rubric.map((one) => one.criterion.toLowerCase().replace(/\s+/g, " ")));
  if (texts.size < rubric.length) problems.push("two criteria have the same text");
  const negatives = rubric.filter((one) => one.category === "negative").length;
  const { leastNegative, mostNegative } = rubricSize;
  if (negatives < leastNegative || negatives > mostNegative) {
    problems.push(`there are ${negatives} negative criteria, not ${leastNegative} to ${mostNegative}`);
  }
  return problems;
}

/** One finding per capability that criteria name and `target_capabilities` does not. */
function undeclared({ target_capabilities: target, rubric }: LegalExample): string[] {
  const declared = new Set([...target.primary_focus, ...target.secondary_focus]);
  const strangers = new Set(rubric.map((one) => one.capability).filter((name) => !declared.has(name)));
  return [...strangers].map((name) => {
    const numbers = rubric.filter((one) => one.capability === name).map((one) => one.number);
    return `rubric: capability "${name}" of criterion ${numbers.join(", ")} is not declared in target_capabilities`;
  });
}
