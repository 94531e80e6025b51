import { describe, expect, test } from "vitest";
import { endpointScene, failure } from "./endpoint-scene.js";
import { until } from "./fake-clock.js";
import { chat, json } from "./fixture-server.js";
import { ask } from "./scene.js";

const scene = endpointScene();

describe("trouble", () => {
  test.each([
    ["rate_limit", json(429, { error: { message: "slow down" } }, { "retry-after": "7" }), 7000],
    ["quota", json(429, { error: { message: "broke", code: "insufficient_quota" } }), null],
    ["authentication", json(401, { error: { message: "no" } }), null],
    ["server", json(503, "down", { "retry-after-ms": "1500" }), 1500],
    ["server", json(200, { error: { message: "upstream", code: 502 } }), null],
    ["server", json(200, chat({ content: "half" }, "error")), null],
    ["malformed", json(200, []), null],
    ["malformed", json(200, { choices: [] }), null],
    ["refused_request", json(404, { detail: "Not Found" }), null],
    ["refused_request", json(308, "", { location: "http://elsewhere/" }), null],
  ] as const)("%s is told apart", async (fault, behaviour, retryAfterMs) => {
    scene.server.behave(behaviour);
    expect(await failure(scene.endpoint())).toMatchObject({ fault, retryAfterMs, reached: true });
    expect(scene.server.seen).toHaveLength(1);
  });

  test("is told from error bodies without a member named error", async () => {
    scene.server.behave(
      json(400, { object: "error", message: "messages must alternate", type: "BadRequestError" }),
    );
    expect((await failure(scene.endpoint())).message).toContain("messages must alternate");
  });

  test("a connection that is cut before or within the reply is a connection fault", async () => {
    scene.server.behave((_, response) => response.socket?.destroy());
    expect(await failure(scene.endpoint())).toMatchObject({ fault: "connection", reached: true });
    scene.server.behave((_, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
      response.write('{"choices":', () => response.socket?.destroy());
    });
    expect(await failure(scene.endpoint())).toMatchObject({ fault: "connection", reached: true });
  });

  test("a connection that cannot be made says so", async () => {
    const error = await failure(scene.endpoint({ baseUrl: "http://127.0.0.1:1/v1" }));
    expect(error).toMatchObject({ fault: "connection", reached: false });
    expect(error.message).toBe("127.0.0.1:1/v1 did not answer for some-model: connection refused");
  });

  test.each([
    ["its headers", () => {}],
    ["its body", (response: { write(text: string): void }) => response.write('{"choices":')],
  ])("a server that holds back %s counts as a timeout after the seat's time", async (_, start) => {
    scene.server.behave((__, response) => start(response));
    const pending = failure(scene.endpoint({ timeoutMs: 900_000 }));
    await until(() => scene.server.seen.length === 1);
    await scene.clock.advance(899_999);
    expect(scene.clock.sleepers()).toBe(1);
    await scene.clock.advance(1);
    expect(await pending).toMatchObject({ fault: "timeout" });
  });

  test("an aborted call ends with the signal's reason", async () => {
    scene.server.behave(() => {});
    const controller = new AbortController();
    const pending = scene.endpoint().complete(ask(), controller.signal);
    await until(() => scene.server.seen.length === 1);
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    expect(scene.clock.sleepers()).toBe(0);
  });

  test("a bug in a fetch of our own is not dressed as a network fault", async () => {
    const fetch = () => Promise.reject(new RangeError("a bug"));
    const model = scene.endpoint({ baseUrl: "simulated" }, { fetches: { simulated: fetch } });
    await expect(model.complete(ask())).rejects.toThrow(RangeError);
  });

  test("a missing key is an authentication fault that names the variable", async () => {
    const error = await failure(scene.endpoint({ apiKeyEnv: "ABSENT_KEY" }));
    expect(error).toMatchObject({ fault: "authentication" });
    expect(error.message).toContain("ABSENT_KEY");
    expect(scene.server.seen).toHaveLength(0);
  });

  test("a key that cannot be sent is named by its variable, not shown", async () => {
    const error = await failure(scene.endpoint({ apiKeyEnv: "ODD_KEY" }));
    expect(error).toMatchObject({ fault: "authentication" });
    expect(error.message).toContain("ODD_KEY");
    expect(error.message).not.toContain("secret");
  });

  test("messages hold neither keys nor header values, even when the server repeats them", async () => {
    scene.server.behave((seen, ...rest) =>
      json(400, { error: { message: `bad: ${seen.headers.authorization} ${seen.headers["x-secret"]}` } })(
        seen,
        ...rest,
      ),
    );
    const seat = { apiKeyEnv: "SOME_KEY", extraHeaders: { "x-secret": "another secret" } };
    const { message } = await failure(scene.endpoint(seat));
    expect(message).not.toMatch(/very-secret|another secret/);
  });
});
