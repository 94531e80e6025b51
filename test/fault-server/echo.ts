import type { IncomingHttpHeaders } from "node:http";
import type { Served } from "./served.js";

export type Headers = IncomingHttpHeaders;

/** What a careless server says of a request's headers in its error messages. */
export function headerText({ authorization }: Headers): string {
  return ` (request headers: authorization: ${authorization})`;
}

/** Repeats the authorization in a header of the response and, of an answer, in the members that are no reply. */
export function echoing(served: Served, { authorization = "" }: Headers): Served {
  const headers = { ...served.headers, "x-request-authorization": authorization };
  if (served.status !== 200) return { ...served, headers };
  const body: unknown = JSON.parse(served.body);
  if (typeof body !== "object" || body === null || !("model" in body)) return { ...served, headers };
  const told = { ...body, model: `${body.model} for ${authorization}`, system_fingerprint: authorization };
  return { ...served, headers, body: JSON.stringify(told) };
}
