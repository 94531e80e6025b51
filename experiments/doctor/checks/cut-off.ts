import type { Completion } from "../../../models/model.js";
import type { SeatConfig } from "../../../models/seat-config.js";
import { type Finding, notTried, ok, warning, wrong } from "../finding.js";
import { setting } from "../places.js";
import { countRequest, cutOffTokens, lastNumber } from "../probes.js";
import type { Trial } from "../trial.js";

/** More text than this cannot come of `cutOffTokens` tokens. */
const mostCharacters = cutOffTokens * 12;

/** Whether a reply that was cut off at the output limit says so. */
export async function checkCutOff(trial: Trial, config: SeatConfig): Promise<Finding> {
  const { max_tokens: _, max_completion_tokens: __, ...extraBody } = config.extraBody;
  const sampling = { ...config.sampling, maxTokens: cutOffTokens };
  const asked = await trial.ask(countRequest, { sampling, extraBody });
  if (!asked.ok) return notTried("cut-off", `a reply of ${cutOffTokens} tokens is refused`);
  return findingOf(asked.completion, config.sampling.maxTokens !== undefined);
}

/** @param limited the experiment itself sets an output limit, so that replies will be cut off. */
function findingOf({ reply, provenance }: Completion, limited: boolean): Finding {
  const bad = limited ? wrong : warning;
  const { finish, text } = reply;
  if (finish === "length") return ok("cut-off", "a reply cut off at the output limit says so");
  if (finish !== "stop") return notTried("cut-off", `the reply ended otherwise (${finish})`);
  if (provenance.droppedParameters.includes("max_tokens")) {
    return warning("cut-off", "the endpoint refuses every output limit", withoutLimit);
  }
  if (text.length > mostCharacters) {
    const found = `max_tokens is ignored: ${text.length} characters came for ${cutOffTokens} tokens`;
    return warning("cut-off", found, `${withoutLimit}, and limit budget.tokens`);
  }
  if (new RegExp(`\\b${lastNumber}\\b`).test(text)) {
    return notTried("cut-off", "the model answered too briefly to be cut off");
  }
  const found = 'a reply that was cut off at the output limit ends with "stop": it would count as whole';
  return bad("cut-off", found, withoutLimit);
}

const withoutLimit = `leave ${setting("max_tokens")} out, so that nothing is cut off`;
