import { describe, expect, it } from "vitest";
import type { Clock } from "../../../foundation/clock.js";
import { systemClock } from "../../../foundation/clock.js";
import { simulatedCsResearch } from "../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { startSimulatedServer } from "../../../models/simulated/http-server.js";
import { simulatedFetch } from "../../../models/simulated/simulated-fetch.js";
import { createSimulatedModels } from "../../../models/simulated/simulated-models.js";
import { smokeDocument } from "../../../models/simulated/smoke-document.js";

const models = createSimulatedModels({ documents: [smokeDocument], task: simulatedCsResearch });
const body = {
  model: "simulated-weak",
  seed: 1,
  messages: [
    {
      role: "user",
      content: "<context>\nA spooler.\n</context>\n\n<question>\nWhat of credit?\n</question>",
    },
  ],
};
const post = (text: string) => ({
  method: "POST",
  body: text,
  headers: { "content-type": "application/json" },
});

/** Remembers what it was asked to wait for, and waits for nothing. */
function recordingClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  return { slept, now: () => 0, elapsed: () => 0, sleep: async (ms) => void slept.push(ms) };
}

describe("simulated models over HTTP", () => {
  it("answer like the models themselves, list their names, and refuse what they do not know", async () => {
    const server = await startSimulatedServer(models, { port: 0, clock: systemClock });
    try {
      expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1$/);
      const reply = await fetch(`${server.url}/chat/completions`, post(JSON.stringify(body)));
      expect(reply.status).toBe(200);
      expect(await reply.json()).toEqual(models.respond(body).body);
      const list = await (await fetch(`${server.url}/models`)).json();
      expect(list).toMatchObject({ object: "list", data: models.names.map((id) => ({ id })) });
      expect((await fetch(`${server.url}/chat/completions`, post("{"))).status).toBe(400);
      const unknown = JSON.stringify({ ...body, model: "other" });
      expect((await fetch(`${server.url}/chat/completions`, post(unknown))).status).toBe(404);
      expect((await fetch(`${server.url}/embeddings`, post("{}"))).status).toBe(404);
    } finally {
      await server.close();
    }
    await expect(fetch(`${server.url}/models`)).rejects.toThrow();
  });

  it("says which port is taken", async () => {
    const first = await startSimulatedServer(models, { port: 0, clock: systemClock });
    try {
      const port = Number(new URL(first.url).port);
      await expect(startSimulatedServer(models, { port, clock: systemClock })).rejects.toThrow(
        `port ${port}`,
      );
    } finally {
      await first.close();
    }
  });

  it("waits as long as it is told, by the number of the call", async () => {
    const clock = recordingClock();
    const server = await startSimulatedServer(models, { port: 0, clock, latencyMs: (call) => 10 + call });
    try {
      for (let call = 0; call < 3; call++) {
        await (await fetch(`${server.url}/chat/completions`, post(JSON.stringify(body)))).text();
      }
      expect(clock.slept).toEqual([10, 11, 12]);
    } finally {
      await server.close();
    }
  });
});

describe("simulated models as a fetch", () => {
  const url = "http://simulated/v1/chat/completions";

  it("answers in process what the models answer", async () => {
    const reply = await simulatedFetch(models)(url, post(JSON.stringify(body)));
    expect(reply.status).toBe(200);
    expect(await reply.json()).toEqual(models.respond(body).body);
    expect((await simulatedFetch(models)(url, post("{"))).status).toBe(400);
  });

  it("waits by call number, and gives up with the signal's reason", async () => {
    const clock = recordingClock();
    const slow = simulatedFetch(models, { clock, latencyMs: (call) => call * 5 });
    for (let call = 0; call < 3; call++) await slow(url, post(JSON.stringify(body)));
    expect(clock.slept).toEqual([5, 10]);
    const reason = new Error("stopped");
    const sent = { ...post(JSON.stringify(body)), signal: AbortSignal.abort(reason) };
    await expect(slow(url, sent)).rejects.toBe(reason);
  });
});
