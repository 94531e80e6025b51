import { ProviderError, type ProviderFault } from "../provider-error.js";
import { type ErrorDetails, errorDetails } from "./error-body.js";
import { type RefusableParameter, refusableParameters } from "./refused-parameters.js";

/** An answer of an endpoint that is an error, as it arrived. */
export interface WireFailure {
  /** HTTP status; 200 when the error came dressed as a success. */
  readonly status: number;
  readonly body: unknown;
  readonly retryAfterMs: number | null;
}

/** Who was asked, for messages. */
export interface Asked {
  /** Base URL, without credentials. */
  readonly endpoint: string;
  readonly model: string;
  /** Takes keys and other secrets, and what looks like one, out of a text for people. */
  conceal(text: string): string;
}

/** What of a request can be refused without the rest. */
export interface Sent {
  readonly parameters: ReadonlySet<RefusableParameter>;
  /** It asked for more output than its seat does usually: after a truncated reply. */
  readonly moreOutput: boolean;
}

/** `length`: more output than the model can give was asked for, so a truncated reply stays truncated. */
type RefusedFinish = "context_length" | "content_filter" | "length";

export type Trouble =
  /** Not a fault: the request itself cannot be answered by this model. */
  | { readonly kind: "finish"; readonly finish: RefusedFinish }
  | {
      readonly kind: "refused_parameter";
      readonly parameter: RefusableParameter;
      /** True when only this request is refused with it, not every request. */
      readonly onlyHere: boolean;
    }
  | { readonly kind: "fault"; readonly error: ProviderError };

const tooLong = [
  /context_length|context_window_exceeded|exceed_context_size|string_above_max_length/,
  /(maximum|max|model'?s) (context|prompt|model|input|sequence) (length|size|window)/,
  /context (length|size|window|limit)( has been| was| is)? ?(exceeded|full|too small|exceeds)/,
  /(exceeds?|exceeded|longer than|greater than|larger than|over|beyond) (the |this |its )?(\S+ )?(available |maximum |configured )?(context|token limit|max_model_len|limit of \d+ tokens)/,
  /(prompt|input|request|messages?)( length| tokens?)? (is|are|was) too (long|large)/,
  /too many (input |prompt )?tokens|reduce the length of|max_tokens must be at least 1|exceed the configured limit/,
  /input token count|token count of \d+ exceeds|tokens? exceeds? (the )?(maximum|limit|context)/,
  /exceeds max(imum)? length|context.{0,12}overflow/,
];
const filtered =
  /content_filter|content_policy|responsibleaipolicyviolation|data_inspection_failed|flagged_input|content management policy|flagged (by|for) moderation|requires moderation/;
const outOfMoney =
  /insufficient_quota|billing_hard_limit|insufficient (quota|balance|credits?|funds)|out of credits|credit balance|payment required|exceeded your current quota|monthly (spend|spending|usage) limit/;
const passing = /per.?(second|minute|hour|day)|rate.?limit|retrydelay|resource_exhausted/;
const neverFits = /request too large/;
const outputBudget = /max_(completion_|output_|new_)?tokens|maxoutputtokens|(completion|output) tokens/;
const unwanted =
  /unsupported|not.support|unrecogni[sz]ed|unknown|unexpected|extra.(inputs|fields)|extra_forbidden|not.permitted|not.allowed|cannot find field|only the default|deprecated|cannot both|incompatible|isn't available|must be '?json_schema|must contain the word 'json'/;

/**
 * Says what an error answer means. Only parameters that were sent can be found refused, so leaving out what was
 * refused and asking again comes to an end.
 */
export function classifyFailure(failure: WireFailure, sent: Sent, asked: Asked): Trouble {
  const details = errorDetails(failure.body);
  const status = failure.status === 200 ? (details.status ?? 200) : failure.status;
  const said = `${details.codes} ${details.message}`.toLowerCase();
  const finish = finishOf(status, said);
  if (finish !== null) return { kind: "finish", finish };
  if (sent.moreOutput && refusesMoreOutput(status, said)) return { kind: "finish", finish: "length" };
  const parameter = refusedParameter(status, said, details, sent.parameters);
  if (parameter !== null) {
    return { kind: "refused_parameter", parameter, onlyHere: /the word 'json'/.test(said) };
  }
  const fault = faultOf(status, said);
  const message = faultMessage(status, fault, details, asked);
  return {
    kind: "fault",
    error: new ProviderError(fault, message, status, failure.retryAfterMs),
  };
}

function finishOf(status: number, said: string): RefusedFinish | null {
  const aboutRequest = status === 200 || status >= 500 || [400, 403, 404, 413, 422].includes(status);
  if (!aboutRequest) return null;
  if (filtered.test(said)) return "content_filter";
  if (status !== 403 && tooLong.some((wording) => wording.test(said))) return "context_length";
  return status === 413 && !passing.test(said) ? "context_length" : null;
}

/** The seat's usual request was taken a moment before, so what is said of the output budget is said of the larger one. */
function refusesMoreOutput(status: number, said: string): boolean {
  return [400, 422].includes(status) && outputBudget.test(said) && !unwanted.test(said);
}

function refusedParameter(
  status: number,
  said: string,
  details: ErrorDetails,
  sent: ReadonlySet<RefusableParameter>,
): RefusableParameter | null {
  if (![200, 400, 404, 415, 422, 501].includes(status) || !unwanted.test(said)) return null;
  if (said.includes("cannot both") && sent.has("temperature") && sent.has("top_p")) return "top_p";
  const named = refusableParameters.find((name) => details.parameter.split(".")[0] === name);
  if (named !== undefined) return sent.has(named) ? named : null;
  const mentioned = refusableParameters
    .filter((name) => sent.has(name))
    .map((name) => ({ name, at: said.search(new RegExp(`(?<![a-z_])${name}(?![a-z_])`)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at);
  return mentioned[0]?.name ?? null;
}

function faultOf(status: number, said: string): ProviderFault {
  if (status === 401 || status === 403) return "authentication";
  if (status === 402) return "quota";
  if (status === 429 || status === 413) return limitFault(said);
  if (status === 408) return "timeout";
  if (status === 409 || status === 425 || status >= 500) return "server";
  if (status !== 200) return "refused_request";
  if (/rate.?limit|too many requests/.test(said)) return "rate_limit";
  if (outOfMoney.test(said)) return "quota";
  return /invalid_api_key|authentication_error/.test(said) ? "authentication" : "server";
}

function limitFault(said: string): ProviderFault {
  if (/insufficient_quota|billing_hard_limit/.test(said)) return "quota";
  if (neverFits.test(said)) return "refused_request";
  return outOfMoney.test(said) && !passing.test(said) ? "quota" : "rate_limit";
}

const advice: Partial<Record<ProviderFault, string>> = {
  authentication: "check the key and its rights",
  refused_request: "check base URL, model name and extra_body",
};

function faultMessage(status: number, fault: ProviderFault, details: ErrorDetails, asked: Asked): string {
  const text = details.message || details.codes || "no explanation";
  const said = asked.conceal(text).replace(/\s+/g, " ").slice(0, 300);
  const next = advice[fault];
  return `${asked.endpoint} answered ${status} for ${asked.model}: ${said}${next === undefined ? "" : ` (${next})`}`;
}
