import { Pool } from "undici";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { undiciFetch } from "../../../models/wire/undici-fetch.js";
import { turn } from "../fake-clock.js";
import { type FixtureServer, fixtureServer } from "../fixture-server.js";

/** In a file of its own: the HTTP client's timers must be set while they are fake. */

let server: FixtureServer;
let answer: () => void;
const answered = new Promise<void>((resolve) => {
  answer = resolve;
});

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  server = await fixtureServer((_, response) => {
    void answered.then(() => response.end("late"));
  });
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

test("headers that take longer than clients commonly wait, 300 s, are waited for", async () => {
  const common = new Pool(new URL(server.baseUrl).origin);
  const impatient = common.request({ path: "/", method: "GET" }).then(
    () => "answered",
    (error: Error) => error.name,
  );
  const patient = undiciFetch()(server.baseUrl).then((response) => response.text());
  while (server.seen.length < 2) await turn();
  for (let second = 0; second < 400; second++) {
    vi.advanceTimersByTime(1000);
    await turn();
  }
  answer();
  expect(await impatient).toBe("HeadersTimeoutError");
  expect(await patient).toBe("late");
  await common.destroy();
});
