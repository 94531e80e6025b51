import type { ChatReply } from "../../models/chat.js";
import { replyCondition } from "../../models/chat.js";
import { type MoreOutput, moreOutput } from "../../models/more-output.js";
import type { ShownDocument } from "../corpus/document.js";
import type { VerificationReport } from "../harness/contract.js";
import type { Example } from "../tasks/task.js";
import { type Answer, type AskSeat, repair } from "./ask-seat.js";

/**
 * Asks the verifier about an example under a harness's prompt. One repair turn for an unreadable reply; the verifier
 * is the harness's, so unreadable is not passed.
 */
export async function verifyExample(
  ask: AskSeat,
  example: Example,
  prompt: string,
  document: ShownDocument,
): Promise<VerificationReport> {
  const request = example.verification(prompt, document);
  let previous: ChatReply | null = null;
  let more: MoreOutput = {};
  let problem = "";
  for (let retry = 0; retry < 2; retry++) {
    const asked = repair(request, previous, problem);
    const answer: Answer = await ask("verifier", asked, { attempt: 0, retry, ...more });
    const { reply } = answer;
    const condition = replyCondition(reply);
    if (condition === "over_context") {
      problem = "the example with its document does not fit the verifier's context";
      break;
    }
    const read = example.readVerification(reply.text);
    if (read.ok) return read.value;
    problem = read.problem;
    previous = condition === "usable" ? reply : null;
    more = condition === "usable" ? {} : moreOutput(answer, 2);
  }
  return { passed: false, checks: [], feedback: `the verifier's reply could not be read: ${problem}` };
}
