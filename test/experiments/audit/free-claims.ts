/** A cell that nothing in the log leads to, and why that is so. */
export interface FreeClaim {
  /** Of the rows that this SQL condition names; of all when absent. */
  readonly where?: string;
  /** SQL of another value that is as free, where not just any is. */
  readonly to?: string;
  /** The history digest covers it and a replay shows it; of the others only the tamper chain tells. */
  readonly digested?: true;
  readonly because: string;
}

const saidByProvider = "a provider said so, and nothing was decided on it";
const happenedOutside = "it happened outside of this program, and nothing was decided on it";

/** All cells of a history that somebody may change unnoticed who computes the digest and the whole chain again. */
export const freeClaims: Readonly<Record<string, FreeClaim>> = {
  "call.base_url": { because: "endpoints may move while a run goes on" },
  "call.answered_by": { because: saidByProvider },
  "call.retries": { because: happenedOutside },
  "call.dropped_parameters": { because: happenedOutside },
  "call.started_at": { because: "time" },
  "call.duration_ms": { because: "time" },
  "call.input_tokens": { where: "key LIKE 'iteration/%'", because: saidByProvider },
  "call.output_tokens": { where: "key LIKE 'iteration/%'", because: saidByProvider },
  "call.cost_usd": { where: "key LIKE 'iteration/%'", because: saidByProvider },
  "failed_try.key": {
    to: "substr(key, 1, length(key) - 1) || '7'",
    because: "any call of an episode of the run may have failed before",
  },
  "failed_try.fault": { because: happenedOutside },
  "failed_try.message": { because: happenedOutside },
  "failed_try.at": { because: "time" },
  "notice.at": { because: "time" },
  "notice.kind": { because: happenedOutside },
  "notice.message": { because: happenedOutside },
  "cached_input.tokens": { because: saidByProvider },
  "document.source": { because: "the name of a file, whose text has its own hash" },
  "document.title": { where: "split IS NULL", because: "no model was shown the document" },
  "run.value": {
    where: "name LIKE 'definition.%'",
    to: "replace(value, 'runs_dir: runs', 'runs_dir: elsewhere')",
    because: "where things lie, prices, budgets and the like change no result",
  },
  "observation.ticks": { digested: true, because: "what the sandbox counted while a harness ran" },
  "event.body": {
    where: "kind IN ('note', 'findings', 'refused')",
    to: `replace(body, '"call":"chat"', '"call":"verify"')`,
    digested: true,
    because: "what a harness said of itself or asked or drafted in vain",
  },
};

/** Rows of which nothing tells whether one more or less was there. */
export const freeRows: Readonly<Record<string, FreeClaim>> = {
  failed_try: { because: happenedOutside },
  notice: { because: happenedOutside },
  cached_input: { because: saidByProvider },
  run: {
    where: "name LIKE 'digest.%'",
    because: "a run may stop before it stores its digest; its tag in git tells",
  },
};
