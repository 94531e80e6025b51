import { describe, expect, test } from "vitest";
import type { ChatRequest } from "../../models/chat.js";
import { paced } from "../../models/pace.js";
import { endpointScene, failure } from "./endpoint-scene.js";
import { chat, json } from "./fixture-server.js";
import { ask, callKey, seating } from "./scene.js";

const scene = endpointScene();

const refuse = (parameter: string, code = "unsupported_parameter") =>
  json(400, { error: { message: `Unsupported parameter: '${parameter}'`, param: parameter, code } });

describe("a refused parameter", () => {
  const sampling = { temperature: 0.3, topP: 0.9, maxTokens: 50 };

  test("is left out at once, recorded, warned of, and not sent to that model again", async () => {
    scene.server.behave((seen, ...rest) =>
      "temperature" in seen.body
        ? refuse("temperature")(seen, ...rest)
        : json(200, chat({ content: "hi" }))(seen, ...rest),
    );
    const model = scene.endpoint({ sampling });
    const first = await model.complete(ask("q", 0));
    expect(first.provenance).toMatchObject({ droppedParameters: ["temperature"], retries: 0 });
    const second = await model.complete(ask("q", 1));
    expect(second.provenance.droppedParameters).toEqual(["temperature"]);
    expect(scene.server.seen).toHaveLength(3);
    expect(scene.warnings).toEqual([expect.stringContaining("refuses temperature")]);
  });

  test("max_tokens is sent as max_completion_tokens, other refusals are found one by one", async () => {
    const refused = ["max_tokens", "temperature", "top_p", "seed", "response_format"];
    scene.server.behave((seen, ...rest) => {
      const found = refused.find((name) => name in seen.body);
      (found === undefined ? json(200, chat({ content: "hi" })) : refuse(found))(seen, ...rest);
    });
    const request: ChatRequest = { messages: [{ role: "user", content: "q" }], format: "json" };
    const { provenance } = await scene.endpoint({ sampling }).complete({ key: callKey(0), request });
    expect(scene.server.seen).toHaveLength(6);
    expect(scene.server.seen[5]?.body).toEqual({
      model: "some-model",
      messages: [{ role: "user", content: "q" }],
      max_completion_tokens: 50,
    });
    expect(provenance.droppedParameters).toEqual([
      "max_tokens (sent as max_completion_tokens)",
      "temperature",
      "top_p",
      "response_format",
      "seed",
    ]);
  });

  test("is learned by calls that were under way together", async () => {
    scene.server.behave((seen, ...rest) =>
      ("seed" in seen.body ? refuse("seed") : json(200, chat({ content: "hi" })))(seen, ...rest),
    );
    const model = scene.endpoint();
    const replies = await Promise.all(Array.from({ length: 10 }, (_, n) => model.complete(ask("q", n))));
    expect(replies.every(({ provenance }) => provenance.droppedParameters[0] === "seed")).toBe(true);
    expect(scene.warnings).toEqual([]);
  });

  test("that one request cannot have stays in use for others", async () => {
    const message = "'messages' must contain the word 'json' in some form, to use 'response_format'";
    scene.server.behave((seen, ...rest) => {
      const unfit = "response_format" in seen.body && !JSON.stringify(seen.body["messages"]).includes("json");
      (unfit ? json(400, { error: { message } }) : json(200, chat({ content: "{}" })))(seen, ...rest);
    });
    const model = scene.endpoint();
    const asking = (content: string): ChatRequest => ({
      messages: [{ role: "user", content }],
      format: "json",
    });
    const first = await model.complete({ key: callKey(0), request: asking("plain") });
    const second = await model.complete({ key: callKey(1), request: asking("reply in json") });
    expect(first.provenance.droppedParameters).toEqual(["response_format"]);
    expect(second.provenance.droppedParameters).toEqual([]);
  });

  test("that the user put into extra_body is not taken out again", async () => {
    scene.server.behave(refuse("temperature"));
    expect(await failure(scene.endpoint({ extraBody: { temperature: 2 } }))).toMatchObject({
      fault: "refused_request",
    });
    expect(scene.server.seen).toHaveLength(1);
  });
});

test("a model that an endpoint does not have stops the run with seat, model, endpoint and what to mend", async () => {
  scene.server.behave(json(404, { error: { message: "model not found" } }));
  const seats = seating({ baseUrl: scene.server.baseUrl });
  const pace = paced(scene.endpoint(), { seats, clock: scene.clock });
  const end = await pace.complete(ask("q", 0, "main")).catch((reason: unknown) => reason);
  const endpoint = scene.server.baseUrl.replace("http://", "");
  expect(end).toMatchObject({
    name: "RunStopped",
    cause_: "provider",
    message:
      `Seat main cannot be asked: ${endpoint} answered 404 for some-model: model not found ` +
      "(check base URL, model name and extra_body); mend models.main and run the same command to continue.",
  });
});
