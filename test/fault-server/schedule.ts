import { sha256 } from "../../foundation/digest.js";
import type { FaultKind } from "./fault-kind.js";

export interface ScheduleOptions {
  readonly seed: number | string;
  /** Share of the requests that a fault befalls, 0 to 1. */
  readonly rate: number;
  readonly kinds: readonly FaultKind[];
  /** Faults in a row that one request can meet; then it is answered well. */
  readonly mostInARow: number;
}

interface Tries {
  count: number;
  inARow: number;
}

/**
 * Which fault befalls which request: a hash of the seed, the request and the number of its try decides, so that a
 * run meets the same faults at the same requests whenever and in whatever order it asks them.
 */
export class Schedule {
  private readonly tries = new Map<string, Tries>();

  constructor(private readonly options: ScheduleOptions) {}

  /** The fault to meet by this try of a request; null for none. */
  draw(request: string): FaultKind | null {
    const { seed, rate, kinds, mostInARow } = this.options;
    const tries = this.triesOf(request);
    const digest = sha256(`${seed}/${request}/${tries.count++}`);
    if (tries.inARow >= mostInARow || share(digest.slice(0, 8)) >= rate) {
      tries.inARow = 0;
      return null;
    }
    tries.inARow += 1;
    return kinds[Math.floor(share(digest.slice(8, 16)) * kinds.length)] ?? null;
  }

  private triesOf(request: string): Tries {
    const known = this.tries.get(request) ?? { count: 0, inARow: 0 };
    this.tries.set(request, known);
    return known;
  }
}

/** What names a request through all its tries: its sampling seed, else all of it. */
export function requestName(body: Readonly<Record<string, unknown>>): string {
  const { seed } = body;
  return typeof seed === "number" ? String(seed) : sha256(JSON.stringify(body));
}

const share = (hexDigits: string) => Number.parseInt(hexDigits, 16) / 2 ** 32;
