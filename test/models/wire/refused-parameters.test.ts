import { expect, test } from "vitest";
import { RefusedParameters, withoutRefused } from "../../../models/wire/refused-parameters.js";
import type { WireRequest } from "../../../models/wire/wire-request.js";

const request: WireRequest = {
  model: "m",
  messages: [],
  seed: 1,
  temperature: 0.5,
  top_p: 0.9,
  max_tokens: 100,
  response_format: { type: "json_object" },
};

test("nothing refused leaves the request as it is", () => {
  expect(withoutRefused(request, new Set())).toEqual({ request, dropped: [] });
});

test("refused parameters are left out and named", () => {
  const { request: adapted, dropped } = withoutRefused(request, new Set(["temperature", "seed"]));
  const { temperature: _, seed: __, ...rest } = request;
  expect(adapted).toEqual(rest);
  expect(dropped).toEqual(["temperature", "seed"]);
});

test("a refused max_tokens is sent under its newer name, and left out when that is refused as well", () => {
  const { max_tokens: limit, ...rest } = request;
  expect(withoutRefused(request, new Set(["max_tokens"]))).toEqual({
    request: { ...rest, max_completion_tokens: limit },
    dropped: ["max_tokens (sent as max_completion_tokens)"],
  });
  expect(withoutRefused(request, new Set(["max_tokens", "max_completion_tokens"]))).toEqual({
    request: rest,
    dropped: ["max_tokens"],
  });
});

test("what is learned holds for one endpoint and model", () => {
  const learned = new RefusedParameters(() => {});
  learned.learn("http://a/v1", "m", "seed");
  expect([...learned.of("http://a/v1", "m")]).toEqual(["seed"]);
  expect(learned.of("http://a/v1", "other").size).toBe(0);
  expect(learned.of("http://b/v1", "m").size).toBe(0);
});

test("left-out sampling is warned of once; a seed or a renamed limit is not", () => {
  const warnings: string[] = [];
  const learned = new RefusedParameters((message) => warnings.push(message));
  learned.learn("http://a/v1", "m", "seed");
  learned.learn("http://a/v1", "m", "max_tokens");
  expect(warnings).toEqual([]);
  learned.learn("http://a/v1", "m", "temperature");
  learned.learn("http://a/v1", "m", "temperature");
  learned.learn("http://a/v1", "m", "max_completion_tokens");
  expect(warnings).toEqual([
    "m at http://a/v1 refuses temperature: it is left out, and the model's own default applies",
    "m at http://a/v1 refuses max_completion_tokens: it is left out, and the model's own default applies",
  ]);
});
