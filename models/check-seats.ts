import { UsageError } from "../foundation/errors.js";
import { type Seat, seats as seatNames } from "./chat.js";
import { isSimulated } from "./prices.js";
import type { SeatConfig } from "./seat-config.js";

const longestTimer = 2 ** 31 - 1;
const reserved = ["model", "messages", "tools", "stream", "n"];

/**
 * Refuses seat settings that no request could be made from.
 * @throws UsageError naming the seat and the setting.
 */
export function checkSeats(seats: Readonly<Record<Seat, SeatConfig>>): void {
  for (const name of seatNames) {
    const problem = problemOf(seats[name]);
    if (problem !== null) throw new UsageError(`models.${name}.${problem}`);
  }
}

function problemOf(seat: SeatConfig): string | null {
  if (!isSimulated(seat) && !/^https?:$/.test(protocolOf(seat.baseUrl))) {
    return "base_url must be an http(s) URL such as https://host/v1";
  }
  if (!(seat.timeoutMs >= 1 && seat.timeoutMs <= longestTimer))
    return "timeout_seconds must be more than 0 and less than 24 days";
  if (!(seat.concurrency >= 1)) return "concurrency must be at least 1";
  const taken = reserved.find((name) => name in seat.extraBody);
  if (taken !== undefined) return `extra_body must not set "${taken}": that is decided elsewhere`;
  return headersFit(seat.extraHeaders)
    ? null
    : "extra_headers holds a name or value that HTTP does not allow";
}

function protocolOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol : "";
}

function headersFit(headers: Readonly<Record<string, string>>): boolean {
  try {
    new Headers(headers);
    return true;
  } catch {
    return false;
  }
}
