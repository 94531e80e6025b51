import { z } from "zod";
import type { CommitHash, DocumentId, TreeHash } from "../foundation/ids.js";

/**
 * What the outer loop decides, with the inputs of each decision, as stored in the history. One schema per kind;
 * each kind occurs at most once per iteration. Iteration 0 is the baseline's evaluation. A harness that a person
 * admits by hand has the kinds admission, guard, accept and outcome, in this order.
 */

const tree = z.string().transform((text) => text as TreeHash);
const commit = z.string().transform((text) => text as CommitHash);
const documentId = z.string().transform((text) => text as DocumentId);

/** A pass rate as counts: accepted episodes over conclusive episodes. */
export const rateSchema = z.object({
  accepted: z.number().int().nonnegative(),
  conclusive: z.number().int().nonnegative(),
});
export type Rate = z.infer<typeof rateSchema>;

/** Which parent, from which population, by which draw. */
export const selectSchema = z.object({
  members: z.array(
    z.object({
      candidate: tree,
      score: z.number(),
      evaluations: z.number(),
      /** Where the policy counts them, see Boltzmann. */
      fruitless: z.number().int().optional(),
      probability: z.number(),
    }),
  ),
  /** Label of the random stream and the number drawn from it, in [0, 1). */
  stream: z.string(),
  draw: z.number(),
  parent: tree,
  parentCommit: commit,
});

/** Whether an iteration merges two members, and which. An iteration of a search without crossover has none. */
export const crossoverSchema = z.object({
  /** Of iterations that merge, as the experiment says. */
  share: z.number(),
  /** Label of the random stream; of its numbers, in [0, 1), the first decides whether, the second with whom. */
  stream: z.string(),
  draw: z.number(),
  /** Why the iteration is an ordinary one; empty when it merges. */
  because: z.string(),
  pair: z
    .object({
      /** Members whose lineage is neither above nor below that of the one drawn by `select`. */
      partners: z.array(z.object({ candidate: tree, score: z.number(), probability: z.number() })),
      draw: z.number(),
      partner: tree,
      /** The better of the two: it is the parent that the mutant is compared with. */
      parent: tree,
      parentCommit: commit,
      other: tree,
      otherCommit: commit,
      /** The nearest that both descend from. */
      ancestor: tree,
      ancestorCommit: commit,
    })
    .nullable(),
});

export const minibatchSchema = z.object({ stream: z.string(), documents: z.array(documentId) });

export const analysisSchema = z.object({
  summary: z.string(),
  rootCauses: z.array(
    z.object({ cause: z.string(), evidence: z.string(), roundsLost: z.number(), remedy: z.string() }),
  ),
});

export const editSchema = z.object({
  /** Tree of the edited harness, the parent's when nothing was changed; null when the guard refused it. */
  tree: tree.nullable(),
  summary: z.string(),
  rationale: z.string(),
  changedFiles: z.array(z.string()),
  /** Unified diff against the parent, kept also for edits that never became candidates. */
  diff: z.string(),
});

export const guardSchema = z.object({ passed: z.boolean(), findings: z.array(z.string()) });

/** The strict comparison on the documents conclusive for both. */
export const acceptSchema = z.object({
  parent: rateSchema,
  mutant: rateSchema,
  verdict: z.enum(["accept", "reject", "not measured"]),
  because: z.string(),
});

export const iterationOutcomes = [
  "accepted",
  "rejected",
  "invalid",
  "no change",
  "duplicate",
  "inconclusive",
] as const;
export type IterationOutcome = (typeof iterationOutcomes)[number];

/** How an iteration ended: the line people and later analyzers read. */
export const outcomeSchema = z.object({
  outcome: z.enum(iterationOutcomes),
  because: z.string(),
  summary: z.string(),
  parent: tree,
  /** The second parent, of an iteration that merged two lineages. */
  otherParent: tree.optional(),
  /** The mutant; null when there was none to commit (invalid, no change). */
  candidate: tree.nullable(),
  parentRate: rateSchema.nullable(),
  mutantRate: rateSchema.nullable(),
});

/** The candidate the run ends with: the member with the highest validation score as the policy scores. */
export const finalSchema = z.object({
  best: tree,
  bestCommit: commit,
  members: z.array(z.object({ candidate: tree, score: z.number(), evaluations: z.number() })),
  /** Members that were run afresh before the choice, each so many times on every validation document. */
  finalists: z.array(z.object({ candidate: tree, fresh: z.number().int().positive() })).optional(),
  /** Present when the search's limit on episodes was used up, see usedUp. */
  usedUp: z.object({ limit: z.number().int().positive(), spent: z.number().int() }).optional(),
});

/** Mutants of the baseline that change nothing, judged as mutants are; they count in nothing else. */
export const calibrationSchema = z.object({
  /** The baseline. */
  parent: tree,
  /** In the order of their numbers, from 1. */
  trials: z.array(z.object({ candidate: tree, accept: acceptSchema })),
});

/** A harness that a person edited by hand and wants to join the population, and its place in the run. */
export const admissionSchema = z.object({
  /** `Ada Lovelace`, or `Ada Lovelace <ada@example.org>`. */
  author: z.string(),
  /** Why, in the person's words; may be empty. */
  because: z.string(),
  /** The last iteration that was decided before: it takes place after it. */
  decided: z.number().int().nonnegative(),
  /** The last iteration that had drawn its parent before: later ones see it. */
  begun: z.number().int().nonnegative(),
  parent: tree,
  parentCommit: commit,
  tree,
  changedFiles: z.array(z.string()),
  /** Unified diff against the parent. */
  diff: z.string(),
});

export const decisionSchemas = {
  select: selectSchema,
  crossover: crossoverSchema,
  minibatch: minibatchSchema,
  analysis: analysisSchema,
  edit: editSchema,
  guard: guardSchema,
  accept: acceptSchema,
  outcome: outcomeSchema,
  final: finalSchema,
  admission: admissionSchema,
  calibration: calibrationSchema,
} as const;
export type DecisionKind = keyof typeof decisionSchemas;
export type DecisionBody<K extends DecisionKind> = z.infer<(typeof decisionSchemas)[K]>;
