import type { FaultKind } from "../fault-kind.js";
import { json } from "../served.js";

export const serverErrors = [
  {
    name: "server_500",
    says: "500 with an error object",
    transient: true,
    serve: ({ aside }) =>
      json(500, {
        error: { message: `The server had an error while processing${aside}`, type: "server_error" },
      }),
  },
  {
    name: "server_502",
    says: "502 with the HTML page of a proxy",
    transient: true,
    serve: ({ aside }) => ({
      status: 502,
      headers: { "content-type": "text/html" },
      body: `<html><body><h1>502 Bad Gateway</h1>${aside}</body></html>`,
    }),
  },
  {
    name: "server_503",
    says: "503 with an error text",
    transient: true,
    serve: ({ aside }) => json(503, { error: `The model is overloaded${aside}` }),
  },
] as const satisfies readonly FaultKind[];
