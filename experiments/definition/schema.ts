import { z } from "zod";
import { refereeRuleNames } from "../../inner/referee/rules.js";
import { taskKinds } from "../../inner/tasks/task-kinds.js";
import { writtenShort } from "../../outer/policies/search-policies.js";
import { modelsSchema } from "./models-schema.js";
import { searchSchema } from "./search-schema.js";

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
    search: searchSchema.describe("The outer loop."),
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
