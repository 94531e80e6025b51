import { z } from "zod";
import { refereeRuleNames } from "../../inner/referee/rules.js";
import { taskKinds } from "../../inner/tasks/task-kinds.js";
import { policyNames, writtenShort } from "../../outer/policies/search-policies.js";
import { modelsSchema } from "./models-schema.js";

/**
 * An experiment as it is written in YAML: every setting, what it means, and its default, declared here and
 * nowhere else. Keys that are not listed are errors.
 */

const corpus = z.strictObject({
  path: z
    .string()
    .min(1)
    .describe(
      "Folder of documents (text, JSON lines, PDF, HTML, LaTeX), or one file of JSON lines; relative to this file or to the project.",
    ),
  min_words: z.int().min(0).default(80).describe("Shorter documents are left out."),
  max_characters: z
    .int()
    .min(1000)
    .default(24_000)
    .describe("Most characters of a document that a model is shown; cut where a section ends."),
  licence_note: z
    .string()
    .optional()
    .describe("Where the documents come from and what may be done with them."),
});

const splits = z.strictObject({
  train: z.int().min(1).describe("Documents that the analyzer may learn from."),
  validation: z.int().min(1).describe("Documents that decide whether a mutant is accepted."),
  test: z.int().min(0).describe("Documents looked at only to report."),
});

const evaluation = z.strictObject({
  attempts: z
    .union([
      z.int().min(1),
      z.strictObject({
        weak: z.int().min(1).optional().describe("Answers of the weak solver."),
        strong: z.int().min(1).optional().describe("Answers of the strong solver."),
      }),
    ])
    .nullable()
    .default(null)
    .describe(
      "Answers asked of each solver for one example: a number for both, or weak and strong; null is what the task says.",
    ),
  solver_temperature: z
    .number()
    .min(0)
    .max(2)
    .nullable()
    .default(1)
    .describe(
      "Temperature of the weak and strong solvers where their seats do not give one; null sends none.",
    ),
  acceptance: z
    .unknown()
    .default(null)
    .describe(
      "When an example is accepted: the name of a preset of the task, or its numbers; null is the task's first preset.",
    ),
  gated: z
    .boolean()
    .default(true)
    .describe(
      "Whether a failed stage ends the evaluation of an example; false runs every stage, for unbiased statistics.",
    ),
  stop_when_certain: z
    .boolean()
    .default(false)
    .describe(
      "Whether attempts are left out that can no longer save an example from rejection; the verdict is the same, and what a harness is told of it says what was not run.",
    ),
});

const solver = (who: string) =>
  z
    .strictObject({
      samples: z.int().min(1).max(64).default(1).describe("Replies drawn for one answer."),
      combine: z
        .enum(["majority", "synthesis"])
        .default("synthesis")
        .describe(
          "How several replies become one: the most frequent answer, or a further reply written from all of them.",
        ),
      scaffold: z
        .string()
        .min(1)
        .nullable()
        .default(null)
        .describe("Instructions on how to work, added to the task's own."),
      shows: z
        .enum(["nothing", "document", "reasoning"])
        .default("nothing")
        .describe(
          "What the solver is shown beside the question: the document, or the reasoning of the reference; never the rubric.",
        ),
    })
    .prefault({})
    .describe(`How the ${who} solver comes to an answer; its output budget is models.${who}.max_tokens.`);

const solvers = z.strictObject({ weak: solver("weak"), strong: solver("strong") });

const limits = z.strictObject({
  rounds: z.int().min(1).default(8).describe("Rounds of challenge, verification and evaluation."),
  chat_calls: z.int().min(1).default(120).describe("Model calls that the harness itself makes."),
  tokens: z.int().min(1).default(2_000_000).describe("Tokens of all calls, solvers and judge included."),
  ticks: z
    .int()
    .min(1)
    .default(2_000)
    .describe("Computing steps of the sandbox, in the engine's interrupt ticks."),
  memory_mb: z.int().min(4).default(32).describe("Memory of the sandbox, in megabytes."),
  host_calls: z.int().min(1).default(400).describe("Calls from the sandbox to the host."),
  output_characters: z
    .int()
    .min(1)
    .default(20_000_000)
    .describe("Characters sent from the sandbox to the host."),
  wall_clock_seconds: z
    .number()
    .gt(0)
    .default(20)
    .describe(
      "Backstop on the sandbox's own computing; an episode that reaches it is run again, not scored.",
    ),
});

const inner = z.strictObject({
  retest: z
    .int()
    .min(0)
    .max(64)
    .default(0)
    .describe(
      "Fresh attempts of each solver on every accepted example, reported beside those that decided; they decide nothing.",
    ),
  learnings_every: z
    .int()
    .min(1)
    .max(100)
    .nullable()
    .default(null)
    .describe(
      "generate: after so many documents notes on what worked are taken for the challenger of later ones; null takes none. A search takes none: its documents are measured independently.",
    ),
});

const policyPart = (what: string) => z.enum(policyNames).default("efficient").describe(what);

const search = z.strictObject({
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

const budget = z.strictObject({
  usd: z.number().gt(0).nullable().default(null).describe("US dollars, by the prices under models."),
  tokens: z.int().min(1).nullable().default(null).describe("Input and output tokens together."),
  calls: z.int().min(1).nullable().default(null).describe("Model calls."),
  hours: z
    .number()
    .gt(0)
    .nullable()
    .default(null)
    .describe(
      "Hours of running; of earlier processes of the run, the time in which their calls were under way.",
    ),
});

const share = z.number().min(0).max(1);

const published = z.strictObject({
  name: z.string().min(1).max(40).describe("What it is called on the curve."),
  baseline: share.nullable().default(null).describe("Pass rate of the baseline there, 0 to 1."),
  final: share.describe("Pass rate of what it ended with, 0 to 1."),
  criterion: z.string().min(1).max(120).describe("By which rule examples were accepted there."),
  accepted: z.int().min(0).nullable().default(null).describe("Mutants that were accepted."),
  iterations: z.int().min(1).nullable().default(null).describe("Mutants that were tried."),
  source: z.string().min(1).describe("Where it is published."),
});

export const definitionSchema = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[A-Za-z0-9][\w.-]{0,63}$/,
        "must be up to 64 letters, digits, dots, dashes: it names the run folder",
      )
      .describe("Name of the experiment, part of its run folder's name."),
    seed: z.int().min(0).default(7).describe("Root of all randomness; the same seed draws the same."),
    task: z
      .enum([...taskKinds.keys()])
      .default("cs-research")
      .describe("What examples are, and how they are judged."),
    harness: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        "Folder of the baseline harness, relative to this file or to the project; null is harness-baseline/ and the task.",
      ),
    corpus: corpus.describe("The documents."),
    splits: splits.describe("How many documents each split takes."),
    models: modelsSchema.prefault({}).describe("Which model sits in which seat."),
    evaluation: evaluation.prefault({}).describe("How an example is evaluated."),
    solvers: solvers
      .prefault({})
      .describe("Weak and strong may be one model in two modes; calls of every mode are counted and paid."),
    limits: limits.prefault({}).describe("What one episode may use."),
    inner: inner.prefault({}).describe("What the inner loop does beyond the paper."),
    search: search.describe("The outer loop."),
    budget: budget
      .prefault({})
      .describe("What the whole run may spend; reaching it stops the run, resumably."),
    prices: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        "YAML file with prices by model, relative to this file or to the project; see experiments/prices.yaml.",
      ),
    published: z
      .array(published)
      .max(6)
      .default([])
      .describe("Published results to stand beside the run's own in its curve; they decide nothing."),
    runs_dir: z
      .string()
      .min(1)
      .default("runs")
      .describe("Where run folders are made, relative to the working folder."),
    matrix: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        "Makes a family of experiments: settings by their keys (with dots, or below each other) with the lists of values that they take; every combination is a member. The budget is the whole family's.",
      ),
    referee: z
      .union([
        z.enum(["strict", "paper"]),
        z.strictObject({
          without: z
            .array(z.enum(refereeRuleNames))
            .describe("Rules that an otherwise strict referee goes without, by name; see SECURITY.md."),
        }),
      ])
      .default("strict")
      .describe(
        "strict lints drafts before any solver is paid, and examines what would be accepted; paper does as published.",
      ),
  })
  .refine(({ search }) => search.crossover === 0 || writtenShort(search.policy) !== "paper", {
    path: ["search", "crossover"],
    message: "must be 0 under search.policy paper: the paper's search has no crossover",
  })
  .refine(({ search, splits }) => search.minibatch <= splits.train, {
    path: ["search", "minibatch"],
    message: "must not be larger than splits.train",
  })
  .refine(({ search }) => new Set(search.final_presets).size === search.final_presets.length, {
    path: ["search", "final_presets"],
    message: "must not name a preset twice",
  });

/** An experiment with every default filled in, keys as in YAML. */
export type WrittenDefinition = z.output<typeof definitionSchema> & { readonly harness: string };
