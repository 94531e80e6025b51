import type { Asked, FaultKind } from "../fault-kind.js";
import { json, type Served } from "../served.js";

/** Longer than the 300 seconds after which common HTTP clients give up by themselves. */
const slowMs = 310_000;

function rightAnswer(asked: Asked): Served {
  const { status, body } = asked.answer();
  return json(status, body);
}

export const connections = [
  {
    name: "reset_before",
    says: "the connection is reset before any byte of an answer",
    transient: true,
    serve: (asked) => ({ ...rightAnswer(asked), cut: "before" }),
  },
  {
    name: "reset_body",
    says: "the connection is cut within the body",
    transient: true,
    serve: (asked) => ({ ...rightAnswer(asked), cut: "within" }),
  },
  {
    name: "slow",
    says: "the right answer, whose headers come after 310 seconds",
    transient: true,
    serve: (asked) => ({ ...rightAnswer(asked), delay: slowMs }),
  },
  {
    name: "silent",
    says: "no answer until the client gives up",
    transient: true,
    serve: (asked) => ({ ...rightAnswer(asked), delay: "never" }),
  },
] as const satisfies readonly FaultKind[];
