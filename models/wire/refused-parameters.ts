import type { WireRequest } from "./wire-request.js";

/** Parameters that some endpoint or model refuses and a call can go without. Tools are not among them. */
export const refusableParameters = [
  "temperature",
  "top_p",
  "max_tokens",
  "max_completion_tokens",
  "response_format",
  "seed",
] as const;
export type RefusableParameter = (typeof refusableParameters)[number];

const sampling: readonly RefusableParameter[] = [
  "temperature",
  "top_p",
  "max_tokens",
  "max_completion_tokens",
];

/** What each endpoint and model was found to refuse; learned from its answers, for the life of the process. */
export class RefusedParameters {
  private readonly known = new Map<string, Set<RefusableParameter>>();

  /** @param onWarning told once per endpoint, model and configured sampling parameter that is left out. */
  constructor(private readonly onWarning: (message: string) => void) {}

  of(baseUrl: string, model: string): ReadonlySet<RefusableParameter> {
    return this.known.get(`${baseUrl} ${model}`) ?? new Set();
  }

  learn(baseUrl: string, model: string, parameter: RefusableParameter): void {
    const place = `${baseUrl} ${model}`;
    const refused = this.known.get(place) ?? new Set();
    this.known.set(place, refused);
    if (refused.has(parameter)) return;
    refused.add(parameter);
    const swapped = parameter === "max_tokens" && !refused.has("max_completion_tokens");
    if (sampling.includes(parameter) && !swapped) {
      this.onWarning(
        `${model} at ${baseUrl} refuses ${parameter}: it is left out, and the model's own default applies`,
      );
    }
  }
}

/** The request without what is refused, and what changed, in words for the record. */
export function withoutRefused(
  request: WireRequest,
  refused: ReadonlySet<RefusableParameter>,
): { readonly request: WireRequest; readonly dropped: readonly string[] } {
  if (refused.size === 0) return { request, dropped: [] };
  const kept = { ...request };
  const dropped: string[] = [];
  if (kept.max_tokens !== undefined && refused.has("max_tokens")) {
    if (refused.has("max_completion_tokens")) dropped.push("max_tokens");
    else {
      kept.max_completion_tokens = kept.max_tokens;
      dropped.push("max_tokens (sent as max_completion_tokens)");
    }
    delete kept.max_tokens;
  }
  for (const name of ["temperature", "top_p", "response_format", "seed"] as const) {
    if (kept[name] === undefined || !refused.has(name)) continue;
    delete kept[name];
    dropped.push(name);
  }
  return { request: kept, dropped };
}
