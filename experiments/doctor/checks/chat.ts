import { type ReplyCondition, replyCondition } from "../../../models/chat.js";
import type { Completion } from "../../../models/model.js";
import type { ProviderFault } from "../../../models/provider-error.js";
import { type Finding, ok, warning, wrong } from "../finding.js";
import { setting } from "../places.js";

/** What a plain request with the seat's own settings brought. */
export function checkReply({ reply, usage, provenance }: Completion): Finding {
  const condition = replyCondition(reply);
  if (condition !== "usable") return unusable(condition, reply.reasoning !== null, usage.outputTokens);
  const seconds = (provenance.durationMs / 1000).toFixed(1);
  const as = provenance.answeredBy === null ? "" : `, as ${provenance.answeredBy}`;
  return ok("chat", `it replies (${seconds} s${as})`);
}

const moreRoom = `give it more room in ${setting("max_tokens")}, or have it think less through ${setting("extra_body")}`;

function unusable(
  condition: Exclude<ReplyCondition, "usable">,
  reasoned: boolean,
  outputTokens: number | null,
): Finding {
  const used = outputTokens === null ? "" : ` after ${outputTokens} tokens`;
  switch (condition) {
    case "truncated":
      return wrong("chat", `its reply of one word was cut off at the output limit${used}`, moreRoom);
    case "empty":
      return reasoned
        ? wrong("chat", `its reply holds reasoning and no answer${used}`, moreRoom)
        : wrong("chat", `its reply is empty${used}`, `set ${setting("model")} to another model`);
    case "filtered":
      return wrong(
        "chat",
        "a content filter withheld its reply to a harmless request",
        "ease the provider's filter",
      );
    case "over_context":
      return wrong(
        "chat",
        "a request of 60 words does not fit its context",
        "raise the server's context length",
      );
  }
}

/** Why there was no reply at all. @param near names of models that may have been meant. */
export function checkFailure(fault: ProviderFault, said: string, near: readonly string[]): Finding {
  switch (fault) {
    case "authentication":
      return wrong("chat", said, `correct the key that ${setting("api_key_env")} names`);
    case "quota":
      return wrong("chat", said, "the account has no money left: top it up");
    case "refused_request":
      return wrong("chat", said, refusedAdvice(near));
    case "rate_limit":
      return wrong("chat", said, "try again later, or lower concurrency");
    case "timeout":
      return wrong("chat", said, "is the model still being loaded? Try again, or choose a faster one");
    default:
      return wrong(
        "chat",
        said,
        `look at the server, and check ${setting("base_url")} (it often ends in /v1)`,
      );
  }
}

function refusedAdvice(near: readonly string[]): string {
  const model =
    near.length === 0 ? `check ${setting("model")}` : `set ${setting("model")} to ${near.join(" or ")}`;
  return `${model}; if the name is right, check ${setting("base_url")} and ${setting("extra_body")}`;
}

/** Which of the seat's settings the endpoint did not take. */
export function checkSettings({ provenance }: Completion): Finding {
  const { droppedParameters: dropped } = provenance;
  const refused = dropped.filter((parameter) => !parameter.includes("sent as"));
  if (refused.length === 0) {
    return ok("settings", dropped.length === 0 ? "all are taken" : dropped.join(", "));
  }
  const advice = refused.flatMap((parameter) => {
    if (parameter === "temperature" || parameter === "top_p" || parameter === "max_tokens") {
      return [`set ${setting(parameter)} to null`];
    }
    return parameter === "seed" ? ["nothing to set for seed: replies are not repeatable anyway"] : [];
  });
  const found = `the endpoint refuses ${refused.join(" and ")}, so the model's own applies`;
  return warning("settings", found, advice.join(", "));
}

/** Whether the endpoint counts tokens. */
export function checkUsage({ usage }: Completion): Finding {
  const counted = (tokens: number | null) => tokens !== null && tokens > 0;
  if (counted(usage.inputTokens) && counted(usage.outputTokens)) {
    const { inputTokens, outputTokens, costUsd } = usage;
    const cost = costUsd === null ? "no price known" : "priced";
    return ok("usage", `${inputTokens} tokens in, ${outputTokens} out, ${cost}`);
  }
  return warning(
    "usage",
    "the endpoint counts no tokens",
    "budgets are kept by estimates from the text, and the cost stays unknown: limit budget.calls as well",
  );
}
