import { afterEach } from "vitest";
import { fixedEnvironment } from "../../foundation/environment.js";
import { budgeted } from "../../models/budget.js";
import type { Model } from "../../models/model.js";
import { openaiEndpoint } from "../../models/openai-endpoint.js";
import { paced } from "../../models/pace.js";
import { recorded } from "../../models/record.js";
import { fakeClock, until } from "./fake-clock.js";
import { chat, type FixtureServer, fixtureServer, json } from "./fixture-server.js";
import { describeModel, type Subject } from "./model-contract.js";
import { memoryLog, seating } from "./scene.js";

const servers: FixtureServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

type Seats = ReturnType<typeof seating>;

/** An endpoint at a real server, wrapped. */
function subject(wrap: (endpoint: Model, seats: Seats) => Model): () => Promise<Subject> {
  return async () => {
    const server = await fixtureServer(json(200, chat({ content: "hi" })));
    servers.push(server);
    const seats = seating({ baseUrl: server.baseUrl, concurrency: 4 });
    const environment = fixedEnvironment({});
    const endpoint = openaiEndpoint({ seats, rootSeed: 1, environment, clock: fakeClock() });
    return {
      model: wrap(endpoint, seats),
      truncate: () => server.behave(json(200, chat({ content: "h" }, "length"))),
      stall: () => server.behave(() => {}),
      stalled: () => until(() => server.seen.length > 0),
    };
  };
}

const pacing = (below: Model, seats: Seats) => paced(below, { seats, clock: fakeClock() });
const budgeting = (below: Model, seats: Seats) =>
  budgeted(below, { seats, limits: { maxUsd: null, maxTokens: 1_000_000, maxCalls: 1000 }, before: [] });
const recording = (below: Model, seats: Seats) => recorded(below, { seats, rootSeed: 1, log: memoryLog() });

describeModel(
  "an endpoint",
  subject((endpoint) => endpoint),
);
describeModel("a paced endpoint", subject(pacing));
describeModel("a budgeted endpoint", subject(budgeting));
describeModel("a recorded endpoint", subject(recording));
describeModel(
  "the whole stack",
  subject((endpoint, seats) => recording(budgeting(pacing(endpoint, seats), seats), seats)),
);
