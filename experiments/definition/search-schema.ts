import { z } from "zod";
import { policyNames } from "../../outer/policies/search-policies.js";

const policyPart = (what: string) => z.enum(policyNames).default("efficient").describe(what);

/** `search:` of an experiment. */
export const searchSchema = z.strictObject({
  policy: z
    .union([
      z.enum(policyNames),
      z
        .strictObject({
          selection: policyPart("Which member becomes a parent."),
          evaluation: policyPart("What is run of parent and mutant."),
          acceptance: policyPart("Whether a mutant joins; paper compares fresh runs of both."),
          final: policyPart("With which member the run ends, and whether finalists are run afresh before."),
        })
        .refine(({ evaluation, acceptance }) => acceptance !== "paper" || evaluation === "paper", {
          path: ["acceptance"],
          message:
            "paper compares fresh runs of parent and mutant, which only search.policy.evaluation paper makes",
        }),
    ])
    .default("efficient")
    .describe(
      "How episodes are spent: efficient pools what is known, stops when a mutant cannot win and runs finalists afresh; paper runs parent and mutant anew on every validation document, as published. Or each part by name.",
    ),
  iterations: z.int().min(1).describe("How many mutants are tried."),
  episodes: z
    .int()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      "Episodes on training and validation documents after which no further iteration begins; those under way end, and finalists and final tests come on top. So two policies can be given as much.",
    ),
  concurrency: z
    .int()
    .min(1)
    .default(2)
    .describe("Iterations under way at once: iteration k knows the outcomes up to k minus this many."),
  temperature: z
    .number()
    .gt(0)
    .default(0.1)
    .describe("Of the Boltzmann choice of a parent by its validation score; lower is greedier."),
  minibatch: z.int().min(1).default(4).describe("Training documents whose trajectories the analyzer reads."),
  edits: z
    .enum(["prompts", "all"])
    .default("prompts")
    .describe("What the implementer may change: prompts (as in the paper) or also workflow code."),
  crossover: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe(
      "Share of iterations that merge two lineages in place of an edit; 0 under search.policy paper, which has none.",
    ),
  final_test_repeats: z
    .int()
    .min(0)
    .default(1)
    .describe("Episodes per test document in the final comparison of baseline and best."),
  final_presets: z
    .array(z.string().min(1))
    .max(12)
    .default([])
    .describe(
      "Acceptance presets of the task under which baseline and best are run on the test documents once more, in episodes of their own; they decide nothing.",
    ),
  episode_retries: z
    .int()
    .min(0)
    .default(2)
    .describe("How often an episode is repeated that a provider's fault left inconclusive."),
  max_inconclusive_share: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe("With a larger share of inconclusive episodes a mutant is not measured rather than judged."),
  calibrate: z
    .int()
    .min(0)
    .max(100)
    .default(0)
    .describe(
      "Mutants that change nothing, tried before iteration 1: how often the gate lets luck pass. Each takes as many episodes as a mutant's evaluation.",
    ),
});
