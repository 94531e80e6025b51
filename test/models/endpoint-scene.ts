import { afterEach, beforeEach } from "vitest";
import { fixedEnvironment } from "../../foundation/environment.js";
import type { Model } from "../../models/model.js";
import { type EndpointOptions, openaiEndpoint } from "../../models/openai-endpoint.js";
import { ProviderError } from "../../models/provider-error.js";
import type { SeatConfig } from "../../models/seat-config.js";
import { type FakeClock, fakeClock } from "./fake-clock.js";
import { chat, type FixtureServer, fixtureServer, json } from "./fixture-server.js";
import { ask, seating } from "./scene.js";

/** Fresh for every test of the file that asks for it. */
export interface EndpointScene {
  server: FixtureServer;
  clock: FakeClock;
  warnings: string[];
  /** An endpoint whose seats are all at the server, with these settings. */
  endpoint(seat?: Partial<SeatConfig>, options?: Partial<EndpointOptions>): Model;
}

/** A server that says "hi", and endpoints that ask it. */
export function endpointScene(): EndpointScene {
  const scene: Omit<EndpointScene, "endpoint"> = {} as EndpointScene;
  beforeEach(async () => {
    scene.server = await fixtureServer(json(200, chat({ content: "hi" })));
    scene.clock = fakeClock();
    scene.warnings = [];
  });
  afterEach(() => scene.server.close());
  return Object.assign(scene, {
    endpoint: (seat: Partial<SeatConfig> = {}, options: Partial<EndpointOptions> = {}) =>
      openaiEndpoint({
        seats: seating({ baseUrl: scene.server.baseUrl, ...seat }),
        rootSeed: 7,
        environment: fixedEnvironment({ SOME_KEY: "sk-very-secret-key", ODD_KEY: "sk-odd\u2013secret" }),
        clock: scene.clock,
        onWarning: (message) => scene.warnings.push(message),
        ...options,
      }),
  });
}

/** The provider's fault that a call ends with. */
export async function failure(model: Model): Promise<ProviderError> {
  const error = await model.complete(ask()).catch((reason: unknown) => reason);
  if (!(error instanceof ProviderError)) throw new Error(`ended with ${error}`);
  return error;
}
