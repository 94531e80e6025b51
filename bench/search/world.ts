import { randomStreams } from "../../foundation/random.js";
import { uniform } from "../../models/simulated/hashing.js";
import { type Descent, type Landscape, spread } from "./landscape.js";

/** Documents of each split: as many as in the paper, and many more to know the truth by. */
export const sizes = { train: 50, validation: 25, test: 25, all: 400 } as const;

/** A candidate of a world: logits by document, the first being training, validation and test documents. */
export interface Creature {
  readonly id: string;
  readonly logits: Float64Array;
  /** Its edits and its ancestors', by what tells edits apart. */
  readonly edits: ReadonlyMap<string, Edit>;
  readonly descent: Descent;
  /** Mean pass probability over documents that nobody searches on. */
  readonly truth: number;
}

interface Edit {
  /** What it adds to the logits. */
  readonly added: Float64Array;
  readonly helps: boolean;
}

/** One landscape with one draw of documents; everything follows from the seed. */
export class World {
  readonly baseline: Creature;
  readonly #creatures = new Map<string, Creature>();
  readonly #difficulty: Float64Array;
  readonly #random;

  constructor(
    readonly landscape: Landscape,
    private readonly seed: string,
  ) {
    this.#random = randomStreams(seed);
    const random = this.#random.fork("documents");
    const standard = () =>
      Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
    this.#difficulty = Float64Array.from({ length: sizes.all }, () => spread.difficulty * standard());
    const start = startFor(landscape.baseline, this.#difficulty);
    const logits = this.#difficulty.map((difficulty) => start - difficulty);
    const descent = { has: new Set<number>(), gains: 0 };
    this.baseline = this.#keep({ id: "baseline", logits, edits: new Map(), descent });
  }

  creature(id: string): Creature {
    const known = this.#creatures.get(id);
    if (known === undefined) throw new Error(`there is no candidate ${id}`);
    return known;
  }

  /** What an iteration makes of a parent; the parent itself where it has the edit already. */
  edited(parent: Creature, iteration: number): Creature {
    const { repertoire } = this.landscape;
    const drawing = this.#random.fork(`edit/${iteration}`);
    const which = repertoire === undefined ? null : Math.floor(drawing.next() * repertoire);
    if (which !== null && parent.edits.has(`edit ${which}`)) return parent;
    const random = which === null ? drawing : this.#random.fork(`repertoire/${which}`);
    const { everywhere, training, once } = this.landscape.draw(parent.descent, random);
    const changed = everywhere !== 0 || training !== 0;
    const added = parent.logits.map((_, document) => {
      const own = changed ? spread.edit * (2 * random.next() - 1) * Math.sqrt(3) : 0;
      return everywhere + own + (document < sizes.train ? training : 0);
    });
    const has = once === null ? parent.descent.has : new Set([...parent.descent.has, once]);
    const helps = everywhere > 0;
    const gains = parent.descent.gains + (helps ? 1 : 0);
    const name = which !== null ? `edit ${which}` : once === null ? `${iteration}` : `kind ${once}`;
    const edits = new Map([...parent.edits, [name, { added, helps }]]);
    const logits = sumOf(parent.logits, [added]);
    const id = which === null ? `${iteration}` : [...edits.keys()].sort().join("+");
    return this.#creatures.get(id) ?? this.#keep({ id, logits, edits, descent: { has, gains } });
  }

  /**
   * A candidate with the edits of two, as if merging were always possible and every edit did as much beside the others;
   * null when the second has none that the first has not.
   */
  merged(ours: Creature, theirs: Creature, iteration: number): Creature | null {
    const more = [...theirs.edits].filter(([name]) => !ours.edits.has(name));
    if (more.length === 0) return null;
    const gained = more.filter(([, { helps }]) => helps).length;
    const has = new Set([...ours.descent.has, ...theirs.descent.has]);
    const descent = { has, gains: ours.descent.gains + gained };
    const edits = new Map([...ours.edits, ...more]);
    const logits = sumOf(
      ours.logits,
      more.map(([, { added }]) => added),
    );
    return this.#keep({ id: `${iteration}`, logits, edits, descent });
  }

  /** Whether an episode of a candidate on a document passes; the same question has the same answer. */
  passes(creature: Creature, document: number, occasion: string): boolean {
    const draw = uniform(this.seed, creature.id, document, occasion);
    return draw < probability(creature.logits[document] ?? 0);
  }

  #keep(made: Omit<Creature, "truth">): Creature {
    const unseen = made.logits.subarray(sizes.train + sizes.validation + sizes.test);
    const truth = unseen.reduce((sum, logit) => sum + probability(logit), 0) / unseen.length;
    const creature = { ...made, truth };
    this.#creatures.set(made.id, creature);
    return creature;
  }
}

function sumOf(logits: Float64Array, added: readonly Float64Array[]): Float64Array {
  return logits.map((logit, at) => added.reduce((sum, one) => sum + (one[at] ?? 0), logit));
}

function probability(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}

/** The logit at which the mean pass rate is as wanted. */
function startFor(rate: number, difficulty: Float64Array): number {
  let [low, high] = [-10, 10];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    const mean = difficulty.reduce((sum, one) => sum + probability(middle - one), 0) / difficulty.length;
    if (mean < rate) low = middle;
    else high = middle;
  }
  return low;
}
