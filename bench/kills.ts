import { join } from "node:path";
import { UsageError } from "../foundation/errors.js";
import { type Random, randomStreams } from "../foundation/random.js";
import { type Stage, stages } from "../foundation/stages.js";
import { historyBegun } from "../population/history/open.js";
import { RecordingServer } from "../test/experiments/recording-server.js";
import {
  ExperimentFolder,
  runToEnd,
  servedModels,
  smallExperiment,
} from "../test/experiments/small-experiment.js";
import { toFirstFormat } from "../test/kills/first-format.js";
import { type Kill, KilledRun } from "../test/kills/killed-run.js";
import type { KillOrder } from "../test/kills/killer.js";
import { runDifferences } from "../test/kills/run-differences.js";
import { table } from "./table.js";

/** Kills from outside, at a random moment of a process's life: the cross-check on the stages that we thought of. */
const anywhere = "any moment";
type Place = Stage | typeof anywhere;
const places: readonly Place[] = [...stages, anywhere];

/** What a run is killed in at its very beginning (one of these), on its way in random order, and at its end. */
const beginnings: readonly Place[] = ["startup", "migration", "git write", anywhere];
const onTheWay: readonly Place[] = [
  "startup",
  "migration",
  "call",
  "call",
  "commit",
  "commit",
  "git write",
  "git write",
  "decision",
  "decision",
  anywhere,
];
const atTheEnd: readonly Place[] = ["report", "report", "close"];

/** Up to how many microseconds into a stage it is hit. */
const reach: Readonly<Record<Stage, number>> = {
  startup: 40_000,
  migration: 900,
  call: 2500,
  commit: 1200,
  "git write": 40_000,
  decision: 2000,
  report: 1400,
  close: 25_000,
};

interface Tally {
  /** Kills that landed, by their moment. */
  start: number;
  middle: number;
  end: number;
  /** Kills that came when the stage was over: counted nowhere else. */
  missed: number;
  inFlight: number;
}

interface Findings {
  readonly tallies: ReadonlyMap<Place, Tally>;
  readonly differences: string[];
  readonly firstRequests: number[];
  runs: number;
  askedAgain: number;
  repeated: number;
  inFlight: number;
  mostInFlight: number;
}

/**
 * Kills the processes of small runs until `wanted` of them died within a stage or at a random moment, none of these
 * places less than five times when two hundred are wanted. Every run then comes to its end and is compared with one
 * that was never killed. Prints what was found by place. Two hundred take some ten minutes.
 */
export async function benchKills(wanted: number): Promise<void> {
  if (!Number.isInteger(wanted) || wanted < 1) throw new UsageError("kills takes a whole number of kills");
  const folder = new ExperimentFolder();
  const server = await RecordingServer.start(smallExperiment.corpus.path);
  const random = randomStreams("kills").fork("bench");
  const findings = noFindings();
  const fewest = Math.min(5, Math.floor(wanted / 20));
  try {
    await runToEnd(await folder.prepare("whole"));
    while (killsOf(findings) < wanted || places.some((place) => killsIn(findings, place) < fewest)) {
      findings.runs += 1;
      const name = `run-${findings.runs}`;
      await folder.prepare(name, (experiment) => {
        experiment.models = servedModels(server.url);
      });
      const run = new KilledRun(server, folder.fileOf(name), join(folder.path, name));
      await killOften(run, random, findings);
      await run.toEnd();
      findings.askedAgain += run.askedAgain.length;
      findings.repeated += run.repeated;
      findings.inFlight += run.inFlight;
      findings.differences.push(...(await runDifferences(run.out, join(folder.path, "whole"))));
      process.stderr.write(`${findings.runs} runs, ${killsOf(findings)} of ${wanted} kills\n`);
    }
  } finally {
    await server.close();
    folder.remove();
  }
  process.stdout.write(`${report(findings)}\n`);
}

function noFindings(): Findings {
  const none = { start: 0, middle: 0, end: 0, missed: 0, inFlight: 0 };
  return {
    tallies: new Map(places.map((place) => [place, { ...none }])),
    differences: [],
    firstRequests: [],
    runs: 0,
    askedAgain: 0,
    repeated: 0,
    inFlight: 0,
    mostInFlight: 0,
  };
}

/** Kills the processes of one run, one after the other, until it has come to its end in spite of them. */
async function killOften(run: KilledRun, random: Random, findings: Findings): Promise<void> {
  const history = join(run.out, "history.sqlite");
  const begin = beginnings[random.integer(beginnings.length)] ?? anywhere;
  for (const place of [begin, ...random.shuffle(onTheWay), ...atTheEnd]) {
    if (place === "migration" && historyBegun(history)) toFirstFormat(history);
    const order = place === anywhere ? null : orderFor(place, random);
    const kill =
      order === null ? await run.killedAfter(500 + random.integer(5000)) : await run.killedIn(order);
    count(findings, place, order?.moment ?? 0, kill);
    if (kill.landing === "never") return;
  }
}

/** A stage either as the process comes to it, going through what is stored, or after it has asked something new. */
function orderFor(stage: Stage, random: Random): Omit<KillOrder, "note"> {
  const comesAgain = stage === "call" || stage === "commit" || stage === "git write" || stage === "decision";
  const fresh = comesAgain && random.next() < 0.6;
  const moments = ["start", "end", random.integer(reach[stage]), random.integer(reach[stage])] as const;
  return {
    stage,
    afterCalls: fresh ? 1 + random.integer(40) : 0,
    occurrence: stage === "startup" || (comesAgain && !fresh) ? 1 + random.integer(2) : 1,
    moment: moments[random.integer(moments.length)] ?? "start",
    withChildren: random.next() < 0.5,
  };
}

function count(findings: Findings, place: Place, moment: KillOrder["moment"], kill: Kill): void {
  const tally = findings.tallies.get(place);
  if (tally === undefined) return;
  if (kill.landing === "within") tally[typeof moment === "number" ? "middle" : moment] += 1;
  if (kill.landing === "after") tally.missed += 1;
  tally.inFlight += kill.inFlight;
  findings.mostInFlight = Math.max(findings.mostInFlight, kill.inFlight);
  if (kill.firstRequestMs !== null) findings.firstRequests.push(kill.firstRequestMs);
}

const landed = ({ start, middle, end }: Tally) => start + middle + end;
const killsIn = ({ tallies }: Findings, place: Place) => landed(tallies.get(place) as Tally);
const killsOf = ({ tallies }: Findings) =>
  [...tallies.values()].reduce((sum, tally) => sum + landed(tally), 0);

function report(findings: Findings): string {
  const rows = [...findings.tallies].map(([place, tally]) =>
    [place, landed(tally), tally.start, tally.middle, tally.end, tally.missed, tally.inFlight].map(String),
  );
  const columns = ["killed in", "kills", "at start", "midway", "at end", "just missed", "calls in flight"];
  const waits = findings.firstRequests.sort((a, b) => a - b);
  const seconds = (ms: number | undefined) => `${((ms ?? 0) / 1000).toFixed(1)} s`;
  return [
    table(columns, rows),
    `${killsOf(findings)} kills in ${findings.runs} runs`,
    `stored calls asked again: ${findings.askedAgain}`,
    `calls repeated: ${findings.repeated}, of ${findings.inFlight} in flight (at most ${findings.mostInFlight} at one kill)`,
    `runs that differ from one never killed: ${findings.differences.length === 0 ? "none" : ""}`,
    ...findings.differences,
    `from start to first new call of a continued run: median ${seconds(waits[waits.length >> 1])}, longest ${seconds(waits.at(-1))}`,
  ].join("\n");
}
