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
] as const satisfies readonly FaultKind[];
