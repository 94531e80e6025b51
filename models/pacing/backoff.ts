import { sha256 } from "../../foundation/digest.js";

/** All in milliseconds. */
export interface BackoffSettings {
  /** Longest wait before the first repeat; each further one doubles it. */
  readonly firstMs: number;
  /** Longest wait of our own choosing. */
  readonly capMs: number;
  /** Longest wait that a provider can make us take. */
  readonly retryAfterCapMs: number;
}

/**
 * Milliseconds to wait after failure number `failures` (from 1) of a call: between half and all of
 * `firstMs` doubled each time up to `capMs`, drawn from a hash of the call's key so that calls spread out and
 * repeat exactly; but at least what the provider asked for, up to `retryAfterCapMs`.
 */
export function backoffMs(
  settings: BackoffSettings,
  keyText: string,
  failures: number,
  retryAfterMs: number | null,
): number {
  const whole = Math.min(settings.capMs, settings.firstMs * 2 ** (failures - 1));
  const drawn = Number.parseInt(sha256(`${keyText}/${failures}`).slice(0, 8), 16) / 2 ** 32;
  const own = whole * (0.5 + drawn / 2);
  return Math.max(own, Math.min(retryAfterMs ?? 0, settings.retryAfterCapMs));
}
