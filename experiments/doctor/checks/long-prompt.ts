import { replyCondition } from "../../../models/chat.js";
import type { Completion } from "../../../models/model.js";
import { estimatePromptTokens } from "../../../models/token-estimate.js";
import { count } from "../../report/numbers.js";
import { type Finding, ok, warning, wrong } from "../finding.js";
import { setting } from "../places.js";
import { hiddenWord, longRequest } from "../probes.js";
import type { SeatNeeds } from "../seat-needs.js";
import type { Trial } from "../trial.js";

/** Below this share of the expected tokens a prompt was probably cut: tokenizers do not differ as much on one text. */
const leastShare = 0.6;

/**
 * Whether a prompt of the experiment's own length reaches the model whole: a word at its beginning must be known at
 * its end, and the endpoint must have counted about as many tokens as were sent.
 */
export async function checkLongPrompt(
  trial: Trial,
  texts: readonly string[],
  { promptCharacters, withDocument }: Pick<SeatNeeds, "promptCharacters" | "withDocument">,
): Promise<Finding> {
  const request = longRequest(texts, promptCharacters);
  const expected = estimatePromptTokens(request);
  const asked = await trial.ask(request);
  const size = `about ${count(roughly(expected))} tokens`;
  const moreContext = withDocument ? `${largerContext}, or lower corpus.max_characters` : largerContext;
  if (!asked.ok) return wrong("long prompt", `a prompt of ${size} fails: ${asked.said}`, moreContext);
  return findingOf(asked.completion, expected, size, moreContext);
}

function findingOf(
  { reply, usage }: Completion,
  expected: number,
  size: string,
  moreContext: string,
): Finding {
  const input = usage.inputTokens ?? 0;
  const counted = input === 0 ? null : input + (usage.cachedInputTokens ?? 0);
  const condition = replyCondition(reply);
  if (condition === "over_context" && counted === null) {
    return wrong("long prompt", `a prompt of ${size}, as this experiment has them, is refused`, moreContext);
  }
  const short = counted !== null && counted < expected * leastShare;
  if (reply.text.toLowerCase().includes(hiddenWord)) {
    const found = `${size} sent, ${counted === null ? "none" : count(counted)} counted`;
    return short
      ? warning("long prompt", `${found}: its middle may have been cut out`, moreContext)
      : ok("long prompt", `the beginning of a prompt of ${size} is known at its end`);
  }
  if (short) {
    const found = `prompts are cut silently: ${size} sent, ${count(counted)} counted, and the beginning was gone`;
    return wrong("long prompt", found, moreContext);
  }
  if (condition === "truncated" || condition === "empty") {
    const found = `asked after a prompt of ${size}, it gave no answer (${condition})`;
    return warning("long prompt", found, `give it more room in ${setting("max_tokens")}`);
  }
  const found = `the beginning of a prompt of ${size} was not known at its end: it was cut silently, or the model is weak`;
  return warning("long prompt", found, moreContext);
}

const largerContext =
  "raise the server's context length (Ollama: OLLAMA_CONTEXT_LENGTH, or num_ctx of the model; vLLM: --max-model-len)";

const roughly = (tokens: number) => Math.round(tokens / 100) * 100;
