/**
 * The errors that end a command. Each says in one sentence what is wrong and what to do next.
 * Errors of one boundary live with that boundary: models/provider-error.ts, inner/sandbox, population.
 */

/** Unusable input: configuration, corpus, arguments, environment. Exit code 2; nothing was started. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** The run stopped on purpose and can be continued with the same command. Exit code 3 or 130. */
export class RunStopped extends Error {
  override readonly name = "RunStopped";
  constructor(
    message: string,
    readonly cause_: "budget" | "interrupt" | "quota" | "provider" | "disk",
  ) {
    super(message);
  }
}

/** A logged call was asked again with different content: the run and its history do not belong together. */
export class Divergence extends Error {
  override readonly name = "Divergence";
  constructor(
    readonly key: string,
    readonly storedRequest: string,
    readonly newRequest: string,
  ) {
    super(
      `call ${key} was logged for another request (${storedRequest.slice(0, 12)}, now ${newRequest.slice(0, 12)}): ` +
        "the code, the corpus or the experiment changed since; start a new run folder",
    );
  }
}
