import { differenceEstimate } from "../experiments/report/interval.js";
import { asDocumentId, type DocumentId } from "../foundation/ids.js";
import { type Random, randomStreams } from "../foundation/random.js";
import type { Rate } from "../outer/decisions.js";
import { table } from "./table.js";

/** Mean pass rate without the edit, and how unlike documents are: a beta distribution, dense at both ends. */
const shape = { a: 0.8, b: 1.2 };
const mean = shape.a / (shape.a + shape.b);
const effects = [0, 0.1, 0.2, 0.3, 0.4];

/** How often `ablate` shows an edit of some effect, by documents and repeats, in so many draws; no model is asked. */
export async function benchAblation(draws: number): Promise<void> {
  const streams = randomStreams(1);
  const rows = [12, 25, 50].flatMap((documents) =>
    [1, 3, 8].map((repeats) => {
      const random = streams.fork(`${documents}/${repeats}`);
      const cells = effects.map((effect) => {
        let shown = 0;
        for (let draw = 0; draw < draws; draw++) if (isShown(documents, repeats, effect, random)) shown += 1;
        return `${Math.round((100 * shown) / draws)} %`;
      });
      return [String(documents), String(repeats), ...cells];
    }),
  );
  const columns = ["documents", "repeats", ...effects.map((effect) => `${effect * 100} points`)];
  process.stdout.write(`${table(columns, rows)}\n`);
}

function isShown(documents: number, repeats: number, effect: number, random: Random): boolean {
  const [whole, without] = [new Map<DocumentId, Rate>(), new Map<DocumentId, Rate>()];
  for (let index = 0; index < documents; index++) {
    const id = asDocumentId(`${index}`);
    const chance = beta(random);
    without.set(id, episodes(chance, repeats, random));
    whole.set(id, episodes(chance + ((1 - chance) * effect) / (1 - mean), repeats, random));
  }
  const { interval } = differenceEstimate(whole, without, random);
  return interval !== null && interval.low > 0;
}

function episodes(chance: number, conclusive: number, random: Random): Rate {
  let accepted = 0;
  for (let episode = 0; episode < conclusive; episode++) if (random.next() < chance) accepted += 1;
  return { accepted, conclusive };
}

/** Jöhnk's method: powers of two uniform draws, drawn again until their sum is at most 1. */
function beta(random: Random): number {
  for (;;) {
    const [x, y] = [random.next() ** (1 / shape.a), random.next() ** (1 / shape.b)];
    if (x + y <= 1 && x + y > 0) return x / (x + y);
  }
}
