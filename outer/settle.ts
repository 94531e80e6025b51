import { RunStopped } from "../foundation/errors.js";

/**
 * Waits for every task, so that nothing is under way any more when one of them failed, and then rejects with the
 * cause: the first rejection that is not merely the stop that another one brought about.
 */
export async function settle<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(tasks);
  const reasons = settled.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
  if (reasons.length > 0) throw reasons.find((reason) => !isStop(reason)) ?? reasons[0];
  return settled.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

function isStop(reason: unknown): boolean {
  return reason instanceof RunStopped && reason.cause_ === "interrupt";
}
