import type { Random } from "../../foundation/random.js";

/** What an edit does, in logits of the pass probability. */
export interface Effect {
  /** On every document. */
  readonly everywhere: number;
  /** On the training documents on top of that. */
  readonly training: number;
  /** Kinds of edits that can be made only once, by number; null for the others. */
  readonly once: number | null;
}

/** What is known of a candidate when the next edit is drawn. */
export interface Descent {
  /** Edits of the kind that can be made only once which its ancestors have. */
  readonly has: ReadonlySet<number>;
  /** Edits so far that truly helped. */
  readonly gains: number;
}

/**
 * A world without models: a candidate passes a document with a probability that its edits and the document's difficulty
 * lead to. Nothing in it knows of any policy.
 */
export interface Landscape {
  readonly name: string;
  /** Mean pass rate of the baseline. */
  readonly baseline: number;
  /** Whether any edit can help. */
  readonly rising: boolean;
  /** So many different edits there are, each with the same effect whenever it is made; without it no two are the same. */
  readonly repertoire?: number;
  draw(descent: Descent, random: Random): Effect;
}

/** Standard deviation of the difficulty of documents, and of what an edit does to each apart from what it does to all. */
export const spread = { difficulty: 1.2, edit: 0.15 } as const;

const nothing: Effect = { everywhere: 0, training: 0, once: null };
const everywhere = (logits: number): Effect => ({ ...nothing, everywhere: logits });

export const landscapes: readonly Landscape[] = [
  { name: "flat", baseline: 0.3, rising: false, draw: () => nothing },
  {
    name: "needle",
    baseline: 0.3,
    rising: true,
    draw: (_, random) => everywhere(random.next() < 0.01 ? 2.2 : random.next() < 0.3 ? -0.3 : 0),
  },
  {
    name: "deceptive",
    baseline: 0.3,
    rising: true,
    draw: (_, random) => {
      const kind = random.next();
      if (kind < 0.04) return everywhere(0.6);
      return kind < 0.4 ? { everywhere: -0.15, training: 1, once: null } : nothing;
    },
  },
  {
    name: "rising",
    baseline: 0.15,
    rising: true,
    draw: (_, random) => {
      const kind = random.next();
      return everywhere(kind < 0.12 ? 0.4 : kind < 0.45 ? -0.4 : 0);
    },
  },
  {
    name: "few good edits",
    baseline: 0.15,
    rising: true,
    draw: ({ has }, random) => {
      const kind = Math.floor(random.next() * 40);
      if (kind < 5) return has.has(kind) ? nothing : { everywhere: 0.8, training: 0, once: kind };
      return everywhere(kind < 18 ? -0.5 : 0);
    },
  },
  {
    name: "repertoire",
    baseline: 0.15,
    rising: true,
    repertoire: 40,
    draw: (_, random) => {
      const kind = random.next();
      return everywhere(kind < 0.2 ? 0.6 : kind < 0.55 ? -0.4 : 0);
    },
  },
  {
    name: "diminishing",
    baseline: 0.2,
    rising: true,
    draw: ({ gains }, random) => {
      const kind = random.next();
      return everywhere(kind < 0.2 ? 0.8 * 0.75 ** gains : kind < 0.5 ? -0.4 : 0);
    },
  },
];
