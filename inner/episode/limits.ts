import { HostRefusal } from "../sandbox/sandbox.js";

/** How a refusal begins that says an episode may not go on. */
export const limitReached = "LIMIT:";

/** The refusals of everything that a harness asks once it knows that the episode is over. */
export const acceptedAlready = `${limitReached} the example was accepted, the episode is over`;
export const skippedAlready = `${limitReached} the document was skipped, the episode is over`;

/** What one episode may use. */
export interface EpisodeLimits {
  /** Rounds: challenger calls or proposals, whichever is more. */
  readonly rounds: number;
  /** Calls of host.chat. */
  readonly chatCalls: number;
  /** Input and output tokens of every call made for the episode, solvers and judge included. */
  readonly tokens: number;
}

/**
 * Counts what an episode uses. Everything here is a function of the order in which calls were issued and
 * delivered, never of how fast they were answered.
 */
export class EpisodeMeter {
  private challengerCalls = 0;
  private proposals = 0;
  private chats = 0;
  private readonly tokensByOrdinal: number[] = [];
  private refusedFor: string | null = null;

  constructor(private readonly limits: EpisodeLimits) {}

  get rounds(): number {
    return Math.max(this.challengerCalls, this.proposals);
  }

  /** The limit that a call ran into, in words; null while none was reached. */
  get reached(): string | null {
    if (this.refusedFor !== null) return this.refusedFor;
    return this.rounds >= this.limits.rounds ? `all ${this.limits.rounds} rounds used` : null;
  }

  /** @throws HostRefusal when the episode has no chat call, or no round, left. */
  countChat(seat: "main" | "challenger"): void {
    if (this.chats >= this.limits.chatCalls) this.refuse(`all ${this.limits.chatCalls} chat calls used`);
    if (seat === "challenger" && this.challengerCalls >= this.limits.rounds) {
      this.refuse(`all ${this.limits.rounds} rounds used`);
    }
    this.chats += 1;
    if (seat === "challenger") this.challengerCalls += 1;
  }

  /** Counts a proposal and returns the number of its round, from 1. @throws HostRefusal when none is left. */
  countProposal(): number {
    if (this.proposals >= this.limits.rounds) this.refuse(`all ${this.limits.rounds} rounds used`);
    this.proposals += 1;
    return this.rounds;
  }

  spend(ordinal: number, tokens: number): void {
    this.tokensByOrdinal[ordinal] = (this.tokensByOrdinal[ordinal] ?? 0) + tokens;
  }

  /**
   * Checks the token limit over the first `delivered` host calls: those whose replies the harness had when it
   * issued this one. @throws HostRefusal when they used it up.
   */
  checkTokens(delivered: number): void {
    let used = 0;
    for (let ordinal = 0; ordinal < delivered; ordinal++) used += this.tokensByOrdinal[ordinal] ?? 0;
    if (used > this.limits.tokens) this.refuse(`all ${this.limits.tokens} tokens used`);
  }

  private refuse(message: string): never {
    this.refusedFor ??= message;
    throw new HostRefusal(`${limitReached} ${message}`);
  }
}
