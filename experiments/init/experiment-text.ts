import { type Provider, type ProviderName, providers } from "./providers.js";

/** What `init` is asked for. */
export interface NewExperiment {
  readonly provider: ProviderName;
  readonly task: string;
  /** As the file shall have it. */
  readonly corpus: string;
  readonly name: string;
  /** As the file shall have it: where the schema for editors lies. */
  readonly schema: string;
}

/** Rounds of an episode and characters of a document that suit a task where they are not the defaults. */
const ofTask: Readonly<
  Record<string, { readonly rounds: number; readonly characters: number; readonly says: string }>
> = {
  "cs-research": {
    rounds: 8,
    characters: 24_000,
    says: "of a paper shown to models, cut where a section ends",
  },
  legal: {
    rounds: 16,
    characters: 40_000,
    says: "of an opinion shown to models; its reasons often stand at the end",
  },
  verifiable: { rounds: 8, characters: 24_000, says: "of a text shown to models, cut where a section ends" },
  cloze: { rounds: 4, characters: 24_000, says: "of a text shown to models, cut where a section ends" },
};

/** A commented experiment for a provider, small enough to try things on. */
export function experimentText({ provider, task, corpus, name, schema }: NewExperiment): string {
  const { title, models, budget }: Provider = providers[provider];
  const { rounds, characters, says } = ofTask[task] ?? {
    rounds: 8,
    characters: 24_000,
    says: "shown to models",
  };
  const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  return [
    `# yaml-language-server: $schema=${schema}`,
    `# An experiment for ${title}.`,
    "# Settings that are not given have defaults; docs/experiment-file.md has all of them, docs/providers.md the quirks.",
    "",
    `name: ${name}`,
    "seed: 7 # all randomness; a repeated run draws the same splits and parents",
    `task: ${task}`,
    "",
    "corpus:",
    `  path: ${JSON.stringify(corpus)} # text, JSON lines, PDF, HTML, LaTeX; relative to this file, with sub-folders`,
    `  max_characters: ${characters} # ${says}`,
    "",
    "splits: # disjoint, drawn once from the seed; the paper has 50 and 25",
    "  train: 18 # the analyzer reads trajectories on these",
    "  validation: 12 # these decide whether a mutant is accepted",
    "  test: 12 # looked at only for the final comparison",
    "",
    "models:",
    ...indented(models),
    "",
    "limits: # what one episode may use",
    `  rounds: ${rounds}`,
    "",
    "search:",
    "  iterations: 10 # mutants that are tried; the paper has 233. More can be added to a finished run",
    "  concurrency: 2 # iterations at once; part of the result",
    "  edits: prompts # or all: prompts and workflow code",
    "  final_test_repeats: 2",
    ...(budget.length === 0
      ? []
      : [
          "",
          "budget: # the run stops when one of these is reached, and can be continued",
          ...indented(budget),
        ]),
    "",
  ].join("\n");
}
