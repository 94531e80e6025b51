import { join } from "node:path";
import { readRun } from "../experiments/loaded-run.js";
import { type Random, randomStreams } from "../foundation/random.js";
import { type Stage, stages } from "../foundation/stages.js";
import { RecordingServer } from "../test/experiments/recording-server.js";
import {
  ExperimentFolder,
  runToEnd,
  servedModels,
  smallExperiment,
} from "../test/experiments/small-experiment.js";
import { toFirstFormat } from "../test/kills/first-format.js";
import { KilledRun } from "../test/kills/killed-run.js";
import { table } from "./table.js";

const wanted = 200;
/** Kills from outside, at a random moment of a process's life: the cross-check on the stages that we thought of. */
const anywhere = "any moment";
type Place = Stage | typeof anywhere;
const places: readonly Place[] = [...stages, anywhere];

/** Up to which of its times in a process a stage is hit, and up to how many microseconds into it. */
const usual: Readonly<Record<Stage, { readonly times: number; readonly lasts: number }>> = {
  call: { times: 50, lasts: 3000 },
  commit: { times: 25, lasts: 400 },
  "git write": { times: 2, lasts: 8000 },
  decision: { times: 5, lasts: 500 },
  report: { times: 1, lasts: 300 },
  migration: { times: 1, lasts: 600 },
};

interface Tally {
  landed: number;
  missed: number;
}

/**
 * Kills the processes of small runs until `wanted` of them died within a stage or at a random moment, lets every run
 * come to its end, and prints what was found per stage. Takes some ten minutes.
 */
export async function benchKills(): Promise<void> {
  const folder = new ExperimentFolder();
  const server = await RecordingServer.start(smallExperiment.corpus.path);
  const random = randomStreams("kills").fork("bench");
  const tallies = new Map(places.map((place): [Place, Tally] => [place, { landed: 0, missed: 0 }]));
  const total = { runs: 0, askedAgain: 0, repeated: 0, inFlight: 0, otherDigests: 0 };
  try {
    const { digest } = await runToEnd(await folder.prepare("whole"));
    while (landedIn(tallies) < wanted) {
      const name = `run-${++total.runs}`;
      await folder.prepare(name, (experiment) => {
        experiment.models = servedModels(server.url);
      });
      const run = new KilledRun(server, folder.fileOf(name), join(folder.path, name));
      total.inFlight += await killOften(run, random, tallies);
      const code = await run.toEnd();
      total.askedAgain += run.askedAgain.length;
      total.repeated += run.repeated;
      if (code !== 0 || (await digestOf(run.out)) !== digest) total.otherDigests += 1;
      process.stderr.write(`${total.runs} runs, ${landedIn(tallies)} of ${wanted} kills\n`);
    }
  } finally {
    await server.close();
    folder.remove();
  }
  const rows = [...tallies].map(([place, { landed, missed }]) => [place, String(landed), String(missed)]);
  process.stdout.write(`${table(["killed in", "kills", "just missed"], rows)}\n`);
  process.stdout.write(
    `${landedIn(tallies)} kills in ${total.runs} runs · stored calls asked again: ${total.askedAgain} · ` +
      `requests repeated: ${total.repeated}, of ${total.inFlight} in flight at the kills · ` +
      `runs with another history: ${total.otherDigests}\n`,
  );
}

const landedIn = (tallies: ReadonlyMap<Place, Tally>) =>
  [...tallies.values()].reduce((sum, { landed }) => sum + landed, 0);

/** Kills one run's processes, rarest place first where its time has come; resolves to the calls then in flight. */
async function killOften(run: KilledRun, random: Random, tallies: Map<Place, Tally>): Promise<number> {
  let inFlight = 0;
  let begun = false;
  for (const place of order(random)) {
    if (place === "migration" && begun) toFirstFormat(join(run.out, "history.sqlite"));
    const kill =
      place === anywhere
        ? await run.killedAfter(300 + random.integer(3000))
        : await run.killedIn(orderFor(place, random));
    const tally = tallies.get(place);
    if (tally !== undefined && kill.landing === "within") tally.landed += 1;
    if (tally !== undefined && kill.landing === "after") tally.missed += 1;
    inFlight += kill.inFlight;
    begun ||= place === "call" && kill.landing !== "before";
    if (kill.landing === "before") break;
  }
  return inFlight;
}

function orderFor(stage: Stage, random: Random) {
  const { times, lasts } = usual[stage];
  return {
    stage,
    occurrence: 1 + random.integer(times),
    afterMicroseconds: random.integer(lasts),
    withChildren: random.next() < 0.5,
  };
}

/** All that can happen on the way, in random order, and the report at the end of it. */
function order(random: Random): Place[] {
  const onTheWay: Place[] = [
    "call",
    "call",
    "commit",
    "commit",
    "git write",
    "git write",
    "decision",
    "decision",
    "migration",
    anywhere,
  ];
  return [...random.shuffle(onTheWay), "report", "report"];
}

async function digestOf(out: string): Promise<string> {
  const history = readRun(out);
  try {
    return history.verifyChain() ?? history.digest();
  } finally {
    await history.close();
  }
}
