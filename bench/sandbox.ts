import { gallery } from "../test/inner/sandbox/attempts/gallery.js";
import { Trial } from "../test/inner/sandbox/attempts/realms/trial.js";
import { table } from "./table.js";

/** How every attempt to break out of the sandbox or to exhaust it ends there, and where nothing holds it. */
export async function benchSandbox(): Promise<void> {
  const trial = await Trial.open();
  try {
    const rows: string[][] = [];
    for (const { name: family, attempts } of gallery) {
      for (const attempt of attempts) {
        const held = await trial.attempt(attempt);
        const free = await trial.control(attempt);
        rows.push([attempt.name, family, held.ended, attempt.control.realm, free.ended]);
      }
    }
    const columns = ["attempt", "family", "ending", "control", "its ending"];
    process.stdout.write(`${table(columns, rows)}\n${rows.length} attempts\n`);
  } finally {
    await trial.close();
  }
}
