import type { FaultKind } from "../fault-kind.js";
import { json } from "../served.js";

const slowDown = (headers: Readonly<Record<string, string>>, aside: string) =>
  json(429, { error: { message: `Rate limit reached for requests${aside}`, type: "requests" } }, headers);

export const quota = {
  name: "quota",
  says: "429 for an account that is used up, until people pay",
  transient: false,
  serve: ({ aside }) =>
    json(429, {
      error: {
        message: `You exceeded your current quota, please check your plan${aside}`,
        type: "insufficient_quota",
        code: "insufficient_quota",
      },
    }),
} as const satisfies FaultKind;

export const rateLimits = [
  {
    name: "rate_limit_ms",
    says: "429 that asks for 1500 ms in retry-after-ms",
    transient: true,
    serve: ({ aside }) => slowDown({ "retry-after-ms": "1500" }, aside),
  },
  {
    name: "rate_limit_seconds",
    says: "429 that asks for 7 seconds in retry-after",
    transient: true,
    serve: ({ aside }) => slowDown({ "retry-after": "7" }, aside),
  },
  {
    name: "rate_limit_date",
    says: "429 that gives an HTTP date, 20 seconds from now, in retry-after",
    transient: true,
    serve: ({ now, aside }) => slowDown({ "retry-after": new Date(now + 20_000).toUTCString() }, aside),
  },
  {
    name: "rate_limit_long",
    says: "429 that asks for 120 seconds in retry-after",
    transient: true,
    serve: ({ aside }) => slowDown({ "retry-after": "120" }, aside),
  },
  quota,
] as const satisfies readonly FaultKind[];
