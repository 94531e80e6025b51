import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { UsageError } from "../../foundation/errors.js";
import { type SimulatedLatency, simulatedFetch } from "./simulated-fetch.js";
import type { SimulatedModels } from "./simulated-models.js";

export interface SimulatedServerOptions extends SimulatedLatency {
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
}

export interface SimulatedServer {
  /** Base URL for clients, such as http://127.0.0.1:8080/v1. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves simulated models as an OpenAI-compatible endpoint on this machine alone; any API key will do.
 * @throws UsageError when the port is taken.
 */
export async function startSimulatedServer(
  models: SimulatedModels,
  options: SimulatedServerOptions,
): Promise<SimulatedServer> {
  const answer = simulatedFetch(models, options);
  const app = new Hono();
  app.post("/v1/chat/completions", async (context) =>
    answer("", { method: "POST", body: await context.req.text() }),
  );
  app.get("/v1/models", (context) =>
    context.json({
      object: "list",
      data: models.names.map((id) => ({ id, object: "model", created: 0, owned_by: "simulated" })),
    }),
  );
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port: options.port, hostname: "127.0.0.1" }, (address) =>
      resolve({
        url: `http://127.0.0.1:${address.port}/v1`,
        close: () => new Promise((closed) => server.close(() => closed())),
      }),
    );
    server.on("error", (error: Error) =>
      reject(
        new UsageError(`port ${options.port} cannot be served (${error.message}); give another --port.`),
      ),
    );
  });
}
