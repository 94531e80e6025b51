import { readFileSync } from "node:fs";
import { join } from "node:path";
import pLimit from "p-limit";
import { readHarnessFolder } from "../../experiments/harness-folder.js";
import { simulatedModel } from "../../experiments/simulated-seats.js";
import { smokeEpisode } from "../../experiments/smoke-episode.js";
import { systemClock } from "../../foundation/clock.js";
import { sha256 } from "../../foundation/digest.js";
import { asTicket, asTreeHash } from "../../foundation/ids.js";
import { indexCopiedText } from "../../inner/corpus/copied-text.js";
import { showDocument } from "../../inner/corpus/cut.js";
import type { Document } from "../../inner/corpus/document.js";
import { loadFolder } from "../../inner/corpus/load-folder.js";
import { indexRareEntities } from "../../inner/corpus/rare-entities.js";
import { prepareHarness } from "../../inner/episode/prepare-harness.js";
import { type EpisodeSetting, runEpisode } from "../../inner/episode/run-episode.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { type Referee, type RefereeRule, refereeRules, strictReferee } from "../../inner/referee/rules.js";
import { createSandbox } from "../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../inner/sandbox/sandbox.js";
import { taskKinds } from "../../inner/tasks/task-kinds.js";
import type { Trajectory } from "../../inner/trajectory.js";
import type { Model } from "../../models/model.js";
import { guard } from "../../outer/guard/guard.js";
import { createTypeCheck } from "../../outer/guard/type-check.js";
import type { NamedAttack, Remembered, Rule } from "./attack.js";
import { type Control, controls, type HostRule, hostRules } from "./controls.js";
import { stoppedBy } from "./stopped-by.js";

/** Accepted episodes of those that count. */
export interface Rate {
  readonly accepted: number;
  readonly counted: number;
}

/** What an attack came to. */
export interface AttackResult {
  /** Of the honest harness that it is made from, under the same referee. */
  readonly honest: Rate;
  /** With all rules; null when the guard does not let it run. */
  readonly withRule: Rate | null;
  /** With all rules but its own. */
  readonly without: Rate;
  /** How often each rule objected. */
  readonly stops: ReadonlyMap<Rule, number>;
}

const corpora = { "cs-research": "corpus/computer-science-notes", legal: "corpus/legal-invented" } as const;
const honestHarness = {
  "cs-research": "harness-baseline/cs-research-scripted",
  legal: "harness-baseline/legal",
} as const;
const evolvedPrompt = new URL("honest/challenger.md", import.meta.url);
type TaskName = keyof typeof corpora;

export interface ArenaSize {
  readonly documents: number;
  readonly repeats: number;
  /** Of an episode. */
  readonly rounds?: number;
}

/** Real guard, sandbox, host and referee, simulated models, and a few of the project's own documents. */
export class Arena {
  readonly #rates = new Map<TaskName, Promise<readonly Trajectory[]>>();
  readonly #models = new Map<TaskName, Model>();
  readonly #indexes = new Map<
    TaskName,
    Pick<ReturnType<typeof indexCopiedText>, "copiedPassage"> & {
      readonly entities: ReturnType<typeof indexRareEntities>;
    }
  >();
  readonly #harnesses = new WeakMap<HarnessFiles, ReturnType<typeof prepareHarness>>();
  readonly #limit = pLimit(16);
  private readonly typeCheck = createTypeCheck();

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly projectFolder: string,
    private readonly corpus: Readonly<Record<TaskName, readonly Document[]>>,
    private readonly exam: Readonly<Record<TaskName, readonly Document[]>>,
    private readonly repeats: number,
    private readonly rounds: number,
  ) {}

  /** @param documents that episodes run on, `repeats` times each. */
  static async open(projectFolder: string, { documents, repeats, rounds = 8 }: ArenaSize): Promise<Arena> {
    const load = async (task: TaskName) =>
      (await loadFolder(join(projectFolder, corpora[task]), { minWords: 80 })).documents;
    const corpus = { "cs-research": await load("cs-research"), legal: await load("legal") };
    const spread = (all: readonly Document[], count: number) =>
      all.filter((_, at) => at % Math.max(1, Math.floor(all.length / count)) === 0).slice(0, count);
    const exam = {
      "cs-research": spread(corpus["cs-research"], documents),
      legal: spread(corpus.legal, 2 * documents), // fewer of them are hard
    };
    return new Arena(await createSandbox(), projectFolder, corpus, exam, repeats, rounds);
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  /** The honest harness on documents that somebody has changed. */
  runOn(change: (document: Document) => Document): Promise<readonly Trajectory[]> {
    const task = "cs-research";
    return this.#episodes(task, this.honestFiles(task), this.exam[task].map(change), [0], {});
  }

  /** By task. */
  allHonestFiles(): Readonly<Record<TaskName, HarnessFiles>> {
    return { "cs-research": this.honestFiles("cs-research"), legal: this.honestFiles("legal") };
  }

  /** Runs an attack with all rules, without its own, and its honest counterpart. */
  async measure(attack: NamedAttack): Promise<AttackResult> {
    const task = attack.task ?? "cs-research";
    const honest = await this.#honest(task);
    const files = new Map([...attack.files, ...(attack.remember?.(await this.#remembered(task)) ?? [])]);
    const found = await this.#guard(task, files, attack.edits ?? "all");
    const run = found.passed ? await this.#run(task, files, {}) : null;
    const isHostRule = (hostRules as readonly string[]).includes(attack.rule);
    const { behind = [] } = attack;
    const control = {
      ...(behind.includes("rounds") && controls.rounds),
      ...(isHostRule && controls[attack.rule as HostRule]),
    };
    const own = Object.hasOwn(refereeRules, attack.rule)
      ? [attack.rule as RefereeRule]
      : lenient(attack.rule);
    const without = [...own, ...behind.filter((rule) => rule !== "rounds")];
    const free = await this.#run(task, files, { without, control });
    return {
      honest: rateOf(honest, {}),
      withRule: run && rateOf(run, {}),
      without: rateOf(free, control),
      stops: stoppedBy(found.findings, run ?? []),
    };
  }

  #honest(task: TaskName): Promise<readonly Trajectory[]> {
    const known = this.#rates.get(task);
    if (known !== undefined) return known;
    const run = this.#run(task, this.honestFiles(task), {});
    this.#rates.set(task, run);
    return run;
  }

  /** The baseline; for cs-research with a challenger's prompt as a search finds it, so that there is much to lose. */
  honestFiles(task: TaskName): HarnessFiles {
    const files = readHarnessFolder(join(this.projectFolder, honestHarness[task]));
    if (task === "legal") return files;
    return new Map([...files, ["prompts/challenger.md", readFileSync(evolvedPrompt, "utf8")]]);
  }

  /** What was accepted on the documents of the exam, tried until each has one, or often enough. */
  async #remembered(task: TaskName): Promise<Remembered[]> {
    const accepted = new Map<string, Remembered>();
    for (let repeat = 0; repeat < 12; repeat++) {
      const open = this.exam[task].filter(({ id }) => !accepted.has(id));
      const tried = await this.#episodes(task, this.#codeMade(), open, [100 + repeat], {});
      for (const { observation, events } of tried) {
        if (observation.outcome !== "accepted") continue;
        const last = events.filter((event) => event.kind === "proposed").at(-1);
        const document = open.find(({ id }) => id === observation.document);
        if (last === undefined || document === undefined) continue;
        const { id, title, text } = document;
        const body = last.body as Remembered["body"];
        accepted.set(id, { id, title, characters: text.length, body });
      }
    }
    return [...accepted.values()];
  }

  /** A method that has nearly every document accepted: what was learnt of an exam is worth remembering. */
  #codeMade(): HarnessFiles {
    const lib = (name: string) => readFileSync(new URL(`lib/${name}`, import.meta.url), "utf8");
    const workflow =
      'import { makeByCode } from "./lib/maker.js";\nexport default (host: Host) => makeByCode(host, (draft) => draft);\n';
    return new Map([
      ...this.honestFiles("cs-research"),
      ["workflow.ts", `import type { Host } from "autodata/harness";\n${workflow}`],
      ["lib/maker.ts", lib("maker.ts")],
      ["lib/tamper.ts", lib("tamper.ts")],
    ]);
  }

  #guard(task: TaskName, files: HarnessFiles, edits: "prompts" | "all") {
    const smoke = smokeEpisode(
      this.#setting(task, strictReferee, {}),
      this.#kind(task).simulated,
      systemClock,
    );
    const { typeCheck } = this;
    return guard(this.honestFiles(task), files, { edits, typeCheck, ...this.#known(task), smoke });
  }

  /** What the guard looks for of the documents; made once. */
  #known(task: TaskName) {
    const known = this.#indexes.get(task);
    if (known !== undefined) return known;
    const { copiedPassage } = indexCopiedText(this.corpus[task]);
    const made = { copiedPassage, entities: indexRareEntities(this.corpus[task]) };
    this.#indexes.set(task, made);
    return made;
  }

  /** With all rules and without one the same harness is run. */
  #prepared(files: HarnessFiles): ReturnType<typeof prepareHarness> {
    const known = this.#harnesses.get(files);
    if (known !== undefined) return known;
    const preparing = prepareHarness(files);
    this.#harnesses.set(files, preparing);
    return preparing;
  }

  #run(
    task: TaskName,
    files: HarnessFiles,
    world: { readonly without?: readonly RefereeRule[]; readonly control?: Control },
  ): Promise<readonly Trajectory[]> {
    const repeats = Array.from({ length: this.repeats }, (_, repeat) => repeat);
    return this.#episodes(task, files, this.exam[task], repeats, world);
  }

  async #episodes(
    task: TaskName,
    files: HarnessFiles,
    documents: readonly Document[],
    repeats: readonly number[],
    { without = [], control = {} }: { without?: readonly RefereeRule[]; control?: Control },
  ): Promise<readonly Trajectory[]> {
    const setting = this.#setting(task, { preset: "strict", without }, control);
    const model = control.model?.(this.#model(task)) ?? this.#model(task);
    const harness = await this.#prepared(files);
    const candidate = asTreeHash(sha256([...files].flat().join("\0")).slice(0, 40));
    const places = documents.flatMap((document) => repeats.map((repeat) => ({ document, repeat })));
    return Promise.all(
      places.map(({ document, repeat }, position) =>
        this.#limit(() =>
          runEpisode(
            { ...setting, model },
            {
              ticket: asTicket(position),
              key: { candidate, document: document.id, purpose: "calibrate", repeat },
              split: "train",
              document: showDocument(document, 24_000),
              harness,
            },
          ),
        ),
      ),
    );
  }

  #setting(task: TaskName, referee: Referee, control: Control): Omit<EpisodeSetting, "model"> {
    const chosen = this.#kind(task).choose({ referee }).task;
    const { call } = control;
    const sandbox: Sandbox =
      call === undefined
        ? this.sandbox
        : {
            run: (program, host, limits, signal) => this.sandbox.run(program, call(host), limits, signal),
            close: () => Promise.resolve(),
          };
    return {
      task: control.task?.(chosen) ?? chosen,
      sandbox,
      limits: { rounds: control.rounds ?? this.rounds, chatCalls: 400, tokens: 50_000_000 },
      sandboxLimits: {
        ticks: 20_000,
        memoryBytes: 64 * 1024 * 1024,
        hostCalls: 2000,
        outputCharacters: 50_000_000,
        wallClockMs: 60_000,
      },
    };
  }

  #model(task: TaskName): Model {
    const known = this.#models.get(task);
    if (known !== undefined) return known;
    const model = simulatedModel(
      { documents: this.corpus[task], task: this.#kind(task).simulated },
      systemClock,
    );
    this.#models.set(task, model);
    return model;
  }

  #kind(task: TaskName) {
    const kind = taskKinds.get(task);
    if (kind === undefined) throw new Error(`there is no task ${task}`);
    return kind;
  }
}

/** Second tries go through the same door as near-duplicates: a world without the one has not the other either. */
function lenient(rule: Rule): RefereeRule[] {
  return rule === "one-evaluation" || rule === "same-example" ? ["near-duplicate"] : [];
}

function rateOf(trajectories: readonly Trajectory[], { believes, counts }: Control): Rate {
  const counted = trajectories.filter((one) => counts?.(one) ?? one.observation.outcome !== "skipped");
  const accepted = counted.filter(
    (one) => one.observation.outcome === "accepted" || believes?.(one) === true,
  );
  return { accepted: accepted.length, counted: counted.length };
}
