import type { ChatMessage, ToolCall } from "../../models/chat.js";
import type { Completion, Model, ModelCall } from "../../models/model.js";
import type { Check } from "../../outer/agents/implementer-tools.js";
import { type CallCheck, type CallsOfOne, type CheckedCall, usageOf } from "./checked-calls.js";

const passed = "CHECK OK";
const failed = "CHECK FAILED: ";

/** Answers the agents of one iteration from the log; every request is compared with the stored one. */
export class LoggedAgents implements Model {
  #last: CheckedCall | null = null;
  #checks = 0;

  constructor(
    private readonly calls: CallsOfOne,
    private readonly check: CallCheck,
  ) {}

  async complete({ key, request, ...more }: ModelCall): Promise<Completion> {
    const call = this.calls.use(key);
    this.check.compareRequest(call, request, more);
    this.#last = call;
    this.#checks = 0;
    return { reply: call.reply, usage: usageOf(call), provenance };
  }

  /**
   * What the implementer's check tool answers, taken from the conversation as it is stored: type checks take longer
   * than all else, and nothing is decided on them.
   */
  readonly storedCheck: Check = async () => {
    const answer = this.#storedAnswers()[this.#checks] ?? passed;
    this.#checks += 1;
    return answer === passed ? [] : [answer.slice(failed.length)];
  };

  /** How the stored conversation goes on after the last reply, as far as that is answers to its checks. */
  #storedAnswers(): string[] {
    const last = this.#last;
    if (last === null || last.key.scope !== "iteration") return [];
    const next = this.calls.find({ ...last.key, ordinal: last.key.ordinal + 1, retry: 0 });
    const messages = (next?.messages ?? []).map((text) => JSON.parse(text) as ChatMessage);
    return last.reply.toolCalls.filter(isCheck).flatMap(({ id }) => {
      const answer = messages.findLast((one) => one.role === "tool" && one.toolCallId === id)?.content;
      return answer === passed || answer?.startsWith(failed) ? [answer] : [];
    });
  }
}

const isCheck = ({ name }: ToolCall) => name === "check";

const provenance = {
  baseUrl: "log",
  answeredBy: null,
  retries: 0,
  droppedParameters: [],
  startedAt: 0,
  durationMs: 0,
};
