import { settle } from "../../outer/settle.js";

/**
 * Works on a sequence of any length, `atOnce` members at a time, each begun in its order. After a failure none is
 * begun any more; when those under way have ended, it rejects as `settle` does.
 */
export async function inTurn<T>(
  members: Iterable<T>,
  atOnce: number,
  work: (member: T) => Promise<void>,
  onFailure: () => void,
): Promise<void> {
  const left = members[Symbol.iterator]();
  let failed = false;
  const worker = async () => {
    for (;;) {
      if (failed) return;
      const next = left.next();
      if (next.done) return;
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        onFailure();
        throw error;
      }
    }
  };
  await settle(Array.from({ length: atOnce }, worker));
}
