const slots = { turn: 0, program: 1, allowance: 2, cancelled: 3 };

/** The turn a worker is in the middle of. */
export interface RunningTurn {
  /** Differs from turn to turn of one worker. */
  readonly turn: number;
  readonly program: number;
  /** Milliseconds of computing that the program had left when the turn began. */
  readonly allowanceMs: number;
}

/**
 * Memory shared by the main thread and one worker, so that the main thread can see what a worker is computing
 * while the worker is too busy to answer. A turn is one uninterrupted stretch of computing for one program.
 */
export class TurnGauge {
  readonly #cells: Int32Array;

  constructor(readonly memory = new SharedArrayBuffer(4 * Int32Array.BYTES_PER_ELEMENT)) {
    this.#cells = new Int32Array(memory);
  }

  /** Called by the worker before and after each turn; the turn counter is odd in between. */
  enter(program: number, allowanceMs: number): void {
    Atomics.store(this.#cells, slots.program, program);
    Atomics.store(this.#cells, slots.allowance, Math.min(Math.ceil(allowanceMs), 2 ** 31 - 1));
    Atomics.add(this.#cells, slots.turn, 1);
  }

  leave(): void {
    Atomics.add(this.#cells, slots.turn, 1);
  }

  /** Undefined while the worker is between turns. */
  running(): RunningTurn | undefined {
    const turn = Atomics.load(this.#cells, slots.turn);
    if (turn % 2 === 0) return undefined;
    return {
      turn,
      program: Atomics.load(this.#cells, slots.program),
      allowanceMs: Atomics.load(this.#cells, slots.allowance),
    };
  }

  /** Asks a turn of this program, if one is running, to stop at its next tick. */
  cancel(program: number): void {
    Atomics.store(this.#cells, slots.cancelled, program);
  }

  isCancelled(program: number): boolean {
    return Atomics.load(this.#cells, slots.cancelled) === program;
  }
}
