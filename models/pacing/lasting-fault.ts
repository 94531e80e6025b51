import { RunStopped } from "../../foundation/errors.js";
import type { Seat } from "../chat.js";
import type { ProviderError } from "../provider-error.js";

/** Seats whose requests a harness writes: a refusal of one of them may be its own doing. */
const harnessSeats: readonly Seat[] = ["main", "challenger", "verifier"];

/** Statuses with which an endpoint refuses one request; 429 is one that no rate limit will ever let pass. */
const aboutOneRequest: readonly (number | null)[] = [400, 413, 422, 429];

/**
 * The end of the run, resumable, for a fault that stays until people mend something: a used-up account, a
 * refused key, or a refusal that no harness can have caused. Null for all other faults.
 */
export function stopFor(error: ProviderError, seat: Seat): RunStopped | null {
  const because = `Seat ${seat} cannot be asked: ${error.message}`;
  const then = "and run the same command to continue.";
  if (error.fault === "quota") return new RunStopped(`${because}; top up the account ${then}`, "quota");
  if (error.fault === "authentication") {
    return new RunStopped(`${because}; mend the key or models.${seat} ${then}`, "provider");
  }
  if (error.fault !== "refused_request") return null;
  if (harnessSeats.includes(seat) && aboutOneRequest.includes(error.status)) return null;
  return new RunStopped(`${because}; mend models.${seat} ${then}`, "provider");
}
