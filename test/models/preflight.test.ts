import { afterEach, beforeEach, expect, test } from "vitest";
import { fixedEnvironment } from "../../foundation/environment.js";
import { UsageError } from "../../foundation/errors.js";
import type { Seat } from "../../models/chat.js";
import { preflight } from "../../models/preflight.js";
import type { SeatConfig } from "../../models/seat-config.js";
import { type FakeClock, fakeClock, until } from "./fake-clock.js";
import { type FixtureServer, fixtureServer, json } from "./fixture-server.js";
import { seating } from "./scene.js";

let server: FixtureServer;
let clock: FakeClock;

beforeEach(async () => {
  server = await fixtureServer(json(200, { data: [] }));
  clock = fakeClock();
});

afterEach(() => server.close());

function check(everywhere: Partial<SeatConfig>, named: Partial<Record<Seat, Partial<SeatConfig>>> = {}) {
  const seats = seating({ baseUrl: server.baseUrl, ...everywhere }, named);
  return preflight({ seats, clock, environment: fixedEnvironment({ GOOD_KEY: "sk-good-key-123" }) });
}

async function complaint(checked: Promise<void>): Promise<string> {
  const error = await checked.catch((reason: unknown) => reason);
  if (!(error instanceof UsageError)) throw new Error(`ended with ${error}`);
  return error.message;
}

test("each endpoint is asked once for its models, with its key", async () => {
  await check({ apiKeyEnv: "GOOD_KEY", extraHeaders: { "x-title": "lab" } }, { judge: { apiKeyEnv: null } });
  const seen = server.seen.map(({ path, headers }) => [path, headers.authorization, headers["x-title"]]);
  expect(seen.sort()).toEqual(
    [
      ["/v1/models", undefined, "lab"],
      ["/v1/models", "Bearer sk-good-key-123", "lab"],
    ].sort(),
  );
});

test.each([404, 405, 500, 503])("an answer of %i shows that the endpoint is there", async (status) => {
  server.behave(json(status, {}));
  await check({});
});

test("simulated models need nothing", async () => {
  await check({ baseUrl: "simulated", apiKeyEnv: "ABSENT_KEY" });
  expect(server.seen).toEqual([]);
});

test("a key that is not set is named with its seat, and nobody is asked", async () => {
  expect(await complaint(check({}, { weak: { apiKeyEnv: "ABSENT_KEY" } }))).toBe(
    "models.weak.api_key_env names ABSENT_KEY, which is not set; set it, or point models.weak at another endpoint",
  );
  expect(server.seen).toEqual([]);
});

test.each([401, 403])("an answer of %i means that the key was refused", async (status) => {
  server.behave(json(status, { error: "sk-good-key-123 is bad" }));
  const message = await complaint(check({ apiKeyEnv: "GOOD_KEY" }));
  expect(message).toContain(`refused the key in GOOD_KEY (${status})`);
  expect(message).not.toContain("sk-good");
  expect(await complaint(check({}))).toContain("name its variable in models.main.api_key_env");
});

test("an endpoint that is not there is named, with what to do", async () => {
  const message = await complaint(check({}, { weak: { baseUrl: "http://127.0.0.1:1/v1" } }));
  expect(message).toBe(
    "endpoint 127.0.0.1:1/v1 does not answer (connection refused); start it or change models.weak.base_url",
  );
});

test("an endpoint that stays silent is given ten seconds", async () => {
  server.behave(() => {});
  const checked = complaint(check({}));
  await until(() => server.seen.length === 1);
  await clock.advance(10_000);
  expect(await checked).toContain("no answer within 10 s");
});

test("of several problems the first in the order of seats is told", async () => {
  const message = await complaint(
    check({}, { judge: { baseUrl: "http://127.0.0.1:1/v1" }, strong: { baseUrl: "http://127.0.0.1:2/v1" } }),
  );
  expect(message).toContain("models.strong.base_url");
});
