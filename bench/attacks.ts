import { fileURLToPath } from "node:url";
import { Arena, type AttackResult, type Rate } from "../test/attacks/arena.js";
import type { NamedAttack } from "../test/attacks/attack.js";
import { findAttacks } from "../test/attacks/gallery.js";
import { table } from "./table.js";

/**
 * What every attack of the gallery gains with all rules, and with all but the one that is to catch it. Simulated
 * models on so many documents, two episodes each; `-` where the guard does not let a harness run at all.
 */
export async function benchAttacks(documents: number): Promise<void> {
  const arena = await Arena.open(fileURLToPath(new URL("..", import.meta.url)), { documents, repeats: 2 });
  try {
    const attacks = await findAttacks(arena.allHonestFiles());
    const rows: string[][] = [];
    for (const attack of attacks.toSorted((a, b) =>
      a.family < b.family ? -1 : a.family > b.family ? 1 : 0,
    )) {
      rows.push(rowOf(attack, await arena.measure(attack)));
    }
    const columns = ["family", "attack", "rule", "honest", "with rule", "without", "gain", "stopped by"];
    process.stdout.write(`${table(columns, rows)}\n${attacks.length} attacks\n`);
  } finally {
    await arena.close();
  }
}

function rowOf({ name, family, rule, behind = [] }: NamedAttack, result: AttackResult): string[] {
  const { honest, withRule, without, stops } = result;
  const gain = 100 * (share(without) - share(honest));
  const own = [...stops].sort(([, a], [, b]) => b - a).map(([stop, times]) => `${stop} ${times}`);
  return [
    family,
    name,
    [rule, ...behind].join(" + "),
    rateText(honest),
    withRule === null ? "-" : rateText(withRule),
    rateText(without),
    `${gain >= 0 ? "+" : ""}${gain.toFixed(0)}`,
    own.slice(0, 3).join(", "),
  ];
}

const share = ({ accepted, counted }: Rate) => (counted === 0 ? 0 : accepted / counted);
const rateText = ({ accepted, counted }: Rate) => `${accepted}/${counted}`;
