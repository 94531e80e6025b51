import type { Admitter } from "../population/candidates/candidate-store.js";
import { admissionNumber } from "../population/history/admission-number.js";
import type { DecisionEntry, DecisionLog } from "../population/history/history.js";
import { admissionSchema, type DecisionBody } from "./decisions.js";

/** A harness that a person admits to a run: proposed, and perhaps decided. */
export interface Admission {
  /** From 1, in the order in which they were proposed. */
  readonly number: number;
  /** What stands for it where iterations are named. */
  readonly iteration: number;
  readonly body: DecisionBody<"admission">;
}

/** Every admission that was proposed, by number. @throws z.ZodError when a stored one has another form. */
export function proposedAdmissions(decisions: readonly DecisionEntry[]): Admission[] {
  return decisions.flatMap(({ iteration, kind, body }) => {
    const number = kind === "admission" ? admissionNumber(iteration) : null;
    return number === null ? [] : [{ number, iteration, body: admissionSchema.parse(body) }];
  });
}

/** Those that were decided: what the run knows of. */
export function decidedAdmissions(decisions: Pick<DecisionLog, "all" | "find">): Admission[] {
  return proposedAdmissions(decisions.all()).filter(
    ({ iteration }) => decisions.find(iteration, "outcome") !== undefined,
  );
}

/** Who admits it, as its commit says. */
export function admitterOf(number: number, { author, decided }: DecisionBody<"admission">): Admitter {
  return { author, number, after: decided };
}

/** What was changed, in one line: the person's words. */
export function summaryOf({ because }: Pick<DecisionBody<"admission">, "because">): string {
  return because === "" ? "Edit by hand" : because;
}
