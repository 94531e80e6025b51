import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Surroundings } from "../../../experiments/assemble.js";
import { type Generation, generate } from "../../../experiments/generate/generate.js";
import {
  type GenerationRequest,
  type PreparedGeneration,
  prepareGeneration,
} from "../../../experiments/generate/prepare-generation.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { projectFolder, quiet, smallExperiment } from "../small-experiment.js";

export const notes = join(projectFolder, "corpus/computer-science-notes");

/** What one call of `generate` made, and what it asked for it. */
export interface Made extends Generation {
  /** Calls that a model answered, and calls that the log answered. */
  readonly asked: number;
  readonly reused: number;
}

/** A temporary folder in which examples are made from a few of the project's own notes. */
export class Making {
  readonly path = mkdtempSync(join(tmpdir(), "autodata-generate-"));
  readonly corpus = join(this.path, "documents");

  constructor(from: number, to: number) {
    mkdirSync(this.corpus);
    this.addNotes(from, to);
  }

  /** Puts the notes, numbered by name, from one to before another into the corpus. */
  addNotes(from: number, to: number): void {
    for (const name of readdirSync(notes).filter(isNote).sort().slice(from, to)) {
      cpSync(join(notes, name), join(this.corpus, name));
    }
  }

  /** An experiment file of simulated models, with something changed. */
  experiment(name: string, change: Record<string, unknown> = {}): string {
    const file = join(this.path, `${name}.yaml`);
    writeFileSync(file, JSON.stringify({ ...smallExperiment, name: "small", ...change }));
    return file;
  }

  prepare(out: string, change: Partial<GenerationRequest> = {}): Promise<PreparedGeneration> {
    const { overrides, ...others } = change;
    return prepareGeneration({
      ...{ harness: "baseline", experiment: null, out, format: "train", limit: null, repeats: 1 },
      ...{ environment: fixedEnvironment({}), noBudget: false, rehearsal: false },
      ...{ projectFolder, workingFolder: this.path },
      ...others,
      overrides: { corpus: this.corpus, ...overrides },
    });
  }

  async make(
    out: string,
    change: Partial<GenerationRequest> = {},
    around: Partial<Surroundings> & { readonly atOnce?: number } = {},
  ): Promise<Made> {
    const { atOnce = 4, ...surroundings } = around;
    let asked = 0;
    let reused = 0;
    const onCall: Surroundings["onCall"] = (event) => {
      if (event.source === "model") asked += 1;
      else reused += 1;
      around.onCall?.(event);
    };
    const prepared = await this.prepare(out, change);
    const made = await generate(prepared, { ...quiet(), ...surroundings, onCall }, atOnce);
    return { ...made, asked, reused };
  }

  /** The text of a file that was written; its lines as values with `lines`. */
  text(name: string): string {
    return readFileSync(join(this.path, name), "utf8");
  }

  // biome-ignore lint/suspicious/noExplicitAny: what a line holds is what tests are about
  lines(name: string): any[] {
    return this.text(name)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

const isNote = (name: string) => name.endsWith(".md") && !/readme|licen[cs]e/i.test(name);
