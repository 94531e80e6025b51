import type { Clock } from "../../foundation/clock.js";
import { json, type Served } from "./served.js";

/** What of a server obeys orders. */
export interface Controlled {
  readonly ledger: readonly unknown[];
  readonly counts: ReadonlyMap<string, number>;
  exhausted: boolean;
  die(): Promise<void>;
  revive(): Promise<void>;
}

/**
 * Orders to a running server, under /control/: `GET counts`, `GET ledger`, `POST dead?seconds=N`, `POST exhausted`,
 * `POST topped-up`. A dead server hears nothing, so it is told beforehand how long to stay dead.
 */
export function control(
  server: Controlled,
  clock: Clock,
  method: string,
  order: string,
  query: URLSearchParams,
): Served {
  switch (`${method} ${order}`) {
    case "GET counts":
      return json(200, { requests: server.ledger.length, faults: Object.fromEntries(server.counts) });
    case "GET ledger":
      return json(200, server.ledger);
    case "POST dead": {
      const seconds = Number(query.get("seconds") ?? 60);
      if (!(seconds > 0)) return json(400, { error: { message: "seconds must be a number above 0" } });
      void deadFor(server, clock, seconds);
      return json(200, { dead: seconds });
    }
    case "POST exhausted":
    case "POST topped-up":
      server.exhausted = order === "exhausted";
      return json(200, { exhausted: server.exhausted });
    default:
      return json(404, { error: { message: `there is no order ${method} ${order}` } });
  }
}

/** An outage of so many seconds. */
export async function deadFor(server: Controlled, clock: Clock, seconds: number): Promise<void> {
  await server.die();
  await clock.sleep(seconds * 1000);
  await server.revive();
}
