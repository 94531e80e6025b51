import type { ShownDocument } from "../../corpus/document.js";
import type { AuditQuestion } from "../task.js";
import type { LegalExample } from "./example.js";
import { readVerification, verificationRequest } from "./verification.js";

const system = `You audit one finished legal example before it joins a data set. You see the document that it was made from, the question and the rubric; those who answer see the question only. Be fair: object to what is wrong, and let a sound example pass.

1. answer: GIVES_AWAY if the question states its own conclusion or the rule that decides it; facts from which it follows are no fault, then LEFT_OPEN.
2. matter: RECAPS_SOURCE if the question retells the document's own dispute; CLIENTS_OWN if it is another matter under the same law.
3. focus: NO_CLIENT if nobody asks in their own voice; SEVERAL_MATTERS if its parts do not belong together; else ONE_MATTER.
4. rubric: CASE_NAMES if criteria can be met only by whoever knows the document's case by name, or reward form or a single figure; PRINCIPLES if they test the law and its application.

overall is PASS only if the four verdicts are LEFT_OPEN, CLIENTS_OWN, ONE_MATTER and PRINCIPLES.`;

/** The referee's own verification. */
export function finalAudit(example: LegalExample, document: ShownDocument): AuditQuestion {
  return { request: verificationRequest(example, system, document), read: readVerification };
}
