import { Command, InvalidArgumentError } from "commander";
import { positiveNumber, taskOption, wholeNumber } from "../../cli/options.js";
import { systemClock } from "../../foundation/clock.js";
import { loadFolder } from "../../inner/corpus/load-folder.js";
import type { TaskKind } from "../../inner/tasks/task-kind.js";
import { createSimulatedModels } from "../../models/simulated/simulated-models.js";
import { faultKinds, selectKinds } from "./catalogue.js";
import { deadFor } from "./control.js";
import { FaultServer } from "./fault-server.js";

interface FaultFlags {
  corpus: string;
  task: TaskKind;
  port: number;
  rate: number;
  kinds: string;
  seed: number;
  mostInARow: number;
  always: boolean;
  limitParallel?: number;
  latency: number;
  deadAfter?: number;
  deadFor: number;
  quotaAfter?: number;
  echoKey: boolean;
}

/** The fault server by hand. */
export function faultsCommand(): Command {
  return new Command("faults")
    .description("Serve the simulated models over HTTP with faults, the same faults each time.")
    .requiredOption("--corpus <folder>", "documents that the simulated models know")
    .addOption(taskOption())
    .option("--port <number>", "port on 127.0.0.1; 0 takes a free one", wholeNumber(0, 65_535), 8080)
    .option("--rate <share>", "share of the requests that a fault befalls, 0 to 1", share, 0.3)
    .option("--kinds <list>", "kinds of faults, see below", "rate_limit,server,reset,error")
    .option("--seed <number>", "decides which request meets which fault", wholeNumber(0), 1)
    .option("--most-in-a-row <number>", "faults in a row that one request can meet", wholeNumber(1), 5)
    .option("--always", "each request meets the first kind that can befall it, each time", false)
    .option("--limit-parallel <number>", "refuse more requests at once than this with 429", wholeNumber(1))
    .option("--latency <ms>", "milliseconds that every answer takes", wholeNumber(0), 0)
    .option("--dead-after <number>", "refuse connections after so many requests", wholeNumber(1))
    .option("--dead-for <seconds>", "for so long", positiveNumber, 60)
    .option("--quota-after <number>", "the account is used up after so many requests", wholeNumber(1))
    .option("--echo-key", "repeat the authorization header in errors, headers and replies", false)
    .addHelpText("after", `\n${kindsText()}`)
    .action(serve);
}

function kindsText(): string {
  const width = Math.max(...faultKinds.map(({ name }) => name.length));
  const lines = (transient: boolean) =>
    faultKinds
      .filter((kind) => kind.transient === transient)
      .map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`);
  return [
    "Kinds, by name, by the beginning of a name (rate_limit), or as transient or all:",
    "transient: asked again, the request gets its answer (slow and silent take minutes)",
    ...lines(true),
    "others: asking again does not help, or there is nothing to ask again for",
    ...lines(false),
    "",
    "A running server takes orders: GET /control/counts, GET /control/ledger, POST /control/dead?seconds=60,",
    "POST /control/exhausted, POST /control/topped-up",
  ].join("\n");
}

async function serve(flags: FaultFlags): Promise<void> {
  const kinds = selectKinds(flags.kinds);
  const { documents } = await loadFolder(flags.corpus, { minWords: 80 });
  const server = await FaultServer.start({
    models: createSimulatedModels({ documents, task: flags.task.simulated }),
    clock: systemClock,
    port: flags.port,
    seed: flags.seed,
    rate: flags.rate,
    kinds,
    mostInARow: flags.mostInARow,
    always: flags.always,
    mostAtOnce: flags.limitParallel,
    latencyMs: flags.latency,
    echoes: flags.echoKey,
  });
  server.onRequest = (number) => {
    if (number === flags.deadAfter) void deadFor(server, systemClock, flags.deadFor);
    if (number === flags.quotaAfter) server.exhausted = true;
  };
  process.stdout.write(
    `Simulated models of ${documents.length} documents at ${server.url}, ${faultyText(flags)}\n` +
      `  ${kinds.map(({ name }) => name).join(", ")}\n  stop with Ctrl-C\n`,
  );
}

function faultyText({ always, rate }: FaultFlags): string {
  return always ? "every request faulty that can be" : `${Math.round(rate * 100)} % of requests faulty`;
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("must be a number from 0 to 1");
}
