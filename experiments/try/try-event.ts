import type { TrajectoryEvent } from "../../inner/trajectory.js";
import type { ChatReply, ChatRequest, Seat } from "../../models/chat.js";
import type { Usage } from "../../models/usage.js";

/** A call that was answered, as people see it. */
export interface AnsweredCall {
  readonly kind: "call";
  /** Milliseconds since the trial began. */
  readonly atMs: number;
  readonly seat: Seat;
  /** Number of the harness's host call, and of the request within it. */
  readonly ordinal: number;
  readonly attempt: number;
  readonly retry: number;
  /** What the model took, also when the reply is an earlier one. */
  readonly durationMs: number;
  /** `log` when an earlier trial paid for it. */
  readonly source: "model" | "log";
  readonly usage: Usage;
  readonly request: ChatRequest;
  readonly reply: ChatReply;
}

/** Everything that happens in a trial, in the order in which it does. */
export type TryEvent = AnsweredCall | TrajectoryEvent;

export type OnTryEvent = (event: TryEvent) => void;
