import type { Host } from "autodata/harness";

export interface Criterion {
  criterion: string;
  weight: number;
  category: "positive" | "negative";
}

/** A draft as far as tricks look at it. */
export interface Draft {
  context: string;
  question: string;
  reference_answer: string;
  rubric: Criterion[];
  [member: string]: unknown;
}

/** The host, with a hand on every draft on its way there. */
export function withDrafts(host: Host, change: (draft: Draft) => Draft): Host {
  return { ...host, propose: (draft) => host.propose(isDraft(draft) ? change(draft) : draft) };
}

export function isDraft(draft: unknown): draft is Draft {
  const fields = draft as Partial<Draft> | null;
  return typeof fields === "object" && fields !== null && Array.isArray(fields.rubric);
}

/** The draft with something else in place of its first positive criteria. */
export function firstPositive(
  draft: Draft,
  count: number,
  change: (one: Criterion, at: number) => Criterion,
): Draft {
  const chosen = draft.rubric.filter(({ category }) => category === "positive").slice(0, count);
  const rubric = draft.rubric.map((one) => (chosen.includes(one) ? change(one, chosen.indexOf(one)) : one));
  return { ...draft, rubric };
}

/** The draft with a dozen positive criteria, and two negative ones that begin with `opening` and say something good. */
export function withInvertedPenalties(draft: Draft, opening: string, weight: number): Draft {
  const positive = draft.rubric.filter(({ category }) => category === "positive").slice(0, 12);
  const inverted = draft.rubric.slice(0, 2).map(({ criterion }) => ({
    criterion: `${opening} ${criterion.split(" ").slice(2, 9).join(" ")}`,
    weight,
    category: "negative" as const,
  }));
  return { ...draft, rubric: [...positive, ...inverted] };
}
