import type { Outcome, Realm } from "../attempt.js";

/** A program on its way to the child process. */
export interface Order {
  readonly id: number;
  readonly realm: Realm;
  readonly source: string;
  readonly runs: number;
  /** Stops a program that is expected never to end after so many milliseconds. */
  readonly boundMs?: number;
}

export interface Answer {
  readonly id: number;
  readonly outcome: Outcome;
}

/** What the child process sends once it can play programs. */
export const ready = "ready";
