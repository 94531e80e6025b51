import type { ShownDocument } from "../../corpus/document.js";
import type { AuditQuestion } from "../task.js";
import type { VerifiableExample } from "./example.js";
import { readVerification, verificationRequest } from "./verification.js";

const system = `You audit one finished question with its reference answer before it joins a data set. You see the document that it was made from; those who answer see the question only. Work the answer out yourself from the document before you look at the reference. Be fair: object to what is wrong, and let a sound question pass.`;

/** The referee's own verification. */
export function finalAudit(example: VerifiableExample, document: ShownDocument): AuditQuestion {
  return { request: verificationRequest(example, system, document), read: readVerification };
}
