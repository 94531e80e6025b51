/**
 * The sandbox that runs evolved code. What it promises, each point attacked in test/inner/sandbox/attempts, where
 * every attack also succeeds in a place without the point:
 *
 * - No authority. Every program has a QuickJS engine in a WebAssembly module of its own, in a worker thread. It
 *   finds the ECMAScript library there and the host object, nothing else: no files, network, process, timers,
 *   console, modules, SharedArrayBuffer, Atomics or WebAssembly; no `Date`, no `Math.random`. `eval` and the
 *   function constructors are gone: all code is in the bundle.
 * - Only JSON text crosses the border, made and parsed by functions that evolved code cannot replace.
 * - Determinism. What a program does is a function of its bundle, its values and the replies. It computes in
 *   turns: it gets one reply, in the order of the calls and never of their arrival, runs until it waits again,
 *   and then its new calls go out. Ticks (10 000 polls of the engine each: calls, loop turns, backtracking)
 *   count over all turns and repeat exactly, on any machine.
 * - Limits on ticks, memory, host calls and characters sent end the program; the code cannot catch the first,
 *   third and fourth, and gains nothing by catching an out-of-memory Error. Memory is the whole heap of the engine:
 *   what the program holds, what it costs to hold it, and texts on their way in and out.
 * - Programs do not meet: they share no state, and an engine is thrown away with its module, broken or not.
 * - A program that overstays its time in a builtin that cannot be interrupted (searching, sorting, array-likes
 *   of absurd length), or in a tick of very dear steps, has its thread stopped and ends as `backstop`. The other
 *   programs of that thread start again elsewhere and get the replies they had: same result, and the host is
 *   asked nothing twice.
 *
 * What it does not promise:
 *
 * - The programs of one thread take turns: a long computation delays the others, at worst until its backstop.
 *   What one tick costs varies from 0.1 ms to seconds (errors thrown at great depth, large numbers multiplied).
 * - A program can provoke `backstop` at will, every time: whoever runs such programs again must count. It can end
 *   with the limit `memory` at will, too, by throwing an Error that says so.
 * - QuickJS has holes (combining promises while memory runs out follows a wild pointer). They lead into the
 *   program's own WebAssembly memory and no further: every limit but memory is kept outside it, and that memory
 *   has a fixed size (at least 16 MiB). A hole in V8's WebAssembly would lead out.
 * - A program with no clock sees no side channel, but the host does (load, time between calls).
 * - The memory limit is per program, and many programs at once need the sum of theirs.
 * - `ticks` of a program that was aborted or stopped from outside are those of its last complete turn.
 */
import { onAbort } from "../../models/on-abort.js";
import { PoolWorker, type WorkerLoss } from "./pool-worker.js";
import { ProgramRun } from "./program-run.js";
import type { HostCall, Sandbox, SandboxLimits, SandboxProgram, SandboxResult } from "./sandbox.js";
import { type WorkerSource, workerSource } from "./worker-source.js";

const watchEveryMs = 50;
const startsAllowed = 20;

export interface SandboxOptions {
  /** Threads; each runs any number of programs in turns. Default 1. */
  readonly workers?: number;
}

/** A pool of threads that start when programs need them and do not keep the process alive when idle. */
export async function createSandbox({ workers = 1 }: SandboxOptions = {}): Promise<Sandbox> {
  return new WorkerPool(await workerSource(), workers);
}

class WorkerPool implements Sandbox {
  readonly #source: WorkerSource;
  readonly #size: number;
  readonly #workers = new Set<PoolWorker>();
  readonly #watch: NodeJS.Timeout;
  #nextId = 1;
  #closed = false;

  constructor(source: WorkerSource, size: number) {
    this.#source = source;
    this.#size = size;
    this.#watch = setInterval(() => {
      for (const worker of this.#workers) worker.watch(performance.now());
    }, watchEveryMs).unref();
  }

  async run(
    program: SandboxProgram,
    host: HostCall,
    limits: SandboxLimits,
    signal?: AbortSignal,
  ): Promise<SandboxResult> {
    if (this.#closed) throw new Error("the sandbox is closed; open another one");
    const run = new ProgramRun(this.#nextId++, program, host, limits);
    const stopListening = onAbort(signal, () => run.aborted(signal?.reason));
    if (signal?.aborted) run.aborted(signal.reason);
    else this.#place(run);
    try {
      return await run.result;
    } finally {
      stopListening();
      for (const worker of this.#workers) worker.drop(run.id);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#watch);
    const workers = [...this.#workers];
    this.#workers.clear();
    for (const worker of workers) {
      for (const run of worker.runs.values()) run.aborted(new Error("the sandbox was closed"));
    }
    await Promise.all(workers.map((worker) => worker.stop()));
  }

  #place(run: ProgramRun): void {
    const [idlest] = [...this.#workers].sort((a, b) => a.runs.size - b.runs.size);
    const full = this.#workers.size >= this.#size;
    const worker = idlest && (full || idlest.runs.size === 0) ? idlest : this.#addWorker();
    worker.start(run);
  }

  #addWorker(): PoolWorker {
    const worker: PoolWorker = new PoolWorker(this.#source, (loss) => this.#recover(worker, loss));
    this.#workers.add(worker);
    return worker;
  }

  /** The program that was computing ends; the others, of which none is to blame, start again. */
  #recover(worker: PoolWorker, { message, culprit }: WorkerLoss): void {
    this.#workers.delete(worker);
    for (const run of worker.runs.values()) {
      if (run.over) continue;
      if (run.id === culprit || run.starts >= startsAllowed) run.stopped(message);
      else this.#place(run);
    }
  }
}
