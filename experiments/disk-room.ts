import { statfsSync } from "node:fs";
import { RunStopped } from "../foundation/errors.js";
import type { Model } from "../models/model.js";

/** What hundreds of calls under way, and the commits and reports after them, find room in. */
const leastBytes = 64 * 1024 * 1024;

/** Bytes that may still be written where a folder lies. */
export type FreeBytes = (folder: string) => number;

const freeBytes: FreeBytes = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
};

/**
 * Asks nothing more once the disk is nearly full, so that every reply that is under way can still be stored: it
 * is paid for. Rejects then with RunStopped, and otherwise as `below` does.
 */
export function keepingRoom(below: Model, folder: string, free: FreeBytes = freeBytes): Model {
  return {
    complete: async (call, signal) => {
      if (free(folder) < leastBytes) {
        throw new RunStopped(
          `The disk of ${folder} is nearly full: make room for at least ${leastBytes / 1024 / 1024} MB and run the ` +
            "same command to continue. All that was asked is stored.",
          "disk",
        );
      }
      return below.complete(call, signal);
    },
  };
}
