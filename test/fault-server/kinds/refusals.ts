import type { Asked, FaultKind } from "../fault-kind.js";
import { json, type Served } from "../served.js";

/** A model that does not know a parameter, asked with it. */
function refused({ request, aside }: Asked, parameter: string, advice: string): Served | null {
  if (request[parameter] === undefined) return null;
  const message = `Unsupported parameter: '${parameter}' is not supported with this model.${advice}${aside}`;
  return json(400, {
    error: { message, type: "invalid_request_error", param: parameter, code: "unsupported_parameter" },
  });
}

export const refusals = [
  {
    name: "refused_temperature",
    says: "400 for a request with temperature",
    transient: false,
    serve: (asked) => refused(asked, "temperature", ""),
  },
  {
    name: "refused_max_tokens",
    says: "400 for a request with max_tokens",
    transient: false,
    serve: (asked) => refused(asked, "max_tokens", " Use 'max_completion_tokens' instead."),
  },
  {
    name: "refused_response_format",
    says: "400 for a request with response_format",
    transient: false,
    serve: (asked) => refused(asked, "response_format", ""),
  },
  {
    name: "refused_seed",
    says: "400 for a request with seed",
    transient: false,
    serve: (asked) => refused(asked, "seed", ""),
  },
  {
    name: "model_unknown",
    says: "404 for the name of the model",
    transient: false,
    serve: ({ request, aside }) =>
      json(404, {
        error: {
          message: `The model \`${request["model"]}\` does not exist or you do not have access to it.${aside}`,
          type: "invalid_request_error",
          code: "model_not_found",
        },
      }),
  },
] as const satisfies readonly FaultKind[];
