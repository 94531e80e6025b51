import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { systemClock } from "../../foundation/clock.js";
import { until } from "../models/fake-clock.js";
import { faultKinds, selectKinds } from "./catalogue.js";
import { faultsCommand } from "./command.js";
import { FaultServer } from "./fault-server.js";
import { servedModel } from "./served-model.js";

let server: FaultServer;
const start = async (changes: Partial<Parameters<typeof FaultServer.start>[0]> = {}) => {
  server = await FaultServer.start({
    models: servedModel,
    clock: systemClock,
    port: 0,
    seed: 1,
    rate: 0,
    kinds: selectKinds("server_500"),
    ...changes,
  });
};
beforeEach(() => start());
afterEach(() => server.close());

const ask = (seed: number) =>
  fetch(`${server.url}/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer planted-secret-key" },
    body: JSON.stringify({ model: "m", seed, messages: [{ role: "user", content: "q" }] }),
  });
const control = (method: "GET" | "POST", order: string) =>
  fetch(`${server.url.replace("/v1", "")}/control/${order}`, { method });

describe("the fault server", () => {
  it("lists its requests in the order they arrived, with the faults they met", async () => {
    await server.close();
    await start({ rate: 1, mostInARow: 1 });
    const statuses = [];
    for (const seed of [5, 6, 5]) statuses.push((await ask(seed)).status);
    expect(statuses).toEqual([500, 500, 200]);
    expect(server.seeds).toEqual([5, 6, 5]);
    expect(await (await control("GET", "ledger")).json()).toEqual([
      { seed: 5, fault: "server_500" },
      { seed: 6, fault: "server_500" },
      { seed: 5, fault: null },
    ]);
    expect(await (await control("GET", "counts")).json()).toEqual({ requests: 3, faults: { server_500: 2 } });
  });

  it("fails every request in the first way that it can when it always does", async () => {
    await server.close();
    await start({ always: true, kinds: selectKinds("refused_seed,tools_ignored,usage_missing") });
    const plain = { model: "m", messages: [{ role: "user", content: "q" }] };
    for (const body of [{ ...plain, seed: 5 }, { ...plain, seed: 5 }, { ...plain, tools: [] }, plain]) {
      await fetch(`${server.url}/chat/completions`, { method: "POST", body: JSON.stringify(body) });
    }
    expect(server.ledger.map(({ fault }) => fault)).toEqual([
      "refused_seed",
      "refused_seed",
      "tools_ignored",
      "usage_missing",
    ]);
  });

  it("refuses more requests at once than its limit", async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await server.close();
    await start({ mostAtOnce: 2, latencyMs: 1, clock: { ...systemClock, sleep: () => held } });
    const first = [ask(1), ask(2)];
    await until(() => server.ledger.length === 2);
    const third = ask(3);
    await until(() => server.ledger.length === 3);
    answer();
    expect((await third).status).toBe(429);
    for (const response of await Promise.all(first)) expect(response.status).toBe(200);
    expect(server.counts.get("over_limit")).toBe(1);
  });

  it("refuses connections while it is dead, and comes back at the same place", async () => {
    const { url } = server;
    await server.die();
    await expect(ask(1)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    await server.revive();
    expect(server.url).toBe(url);
    expect((await ask(1)).status).toBe(200);
  });

  it("takes orders while it runs", async () => {
    expect((await control("POST", "exhausted")).status).toBe(200);
    expect(await (await ask(1)).json()).toMatchObject({ error: { code: "insufficient_quota" } });
    await control("POST", "topped-up");
    expect((await ask(1)).status).toBe(200);
    expect((await control("POST", "dead?seconds=no")).status).toBe(400);
    expect((await control("GET", "anything")).status).toBe(404);
  });

  it("repeats the authorization when it is to be careless", async () => {
    await server.close();
    await start({ echoes: true, rate: 1, mostInARow: 1 });
    for (const response of [await ask(1), await ask(1)]) {
      expect(response.headers.get("x-request-authorization")).toContain("planted");
      expect(await response.text()).toContain("planted-secret-key");
    }
  });
});

test("a list of kinds names them, or the beginnings of their names", () => {
  const names = (list: string) => selectKinds(list).map(({ name }) => name);
  expect(names("quota, reset")).toEqual(["quota", "reset_before", "reset_body"]);
  expect(names("all")).toHaveLength(faultKinds.length);
  expect(names("transient")).toContain("error_late");
  expect(() => selectKinds("sever")).toThrow("no kind of fault sever");
});

test("the help lists every kind", () => {
  let help = "";
  const command = faultsCommand().configureOutput({
    writeOut: (text) => {
      help += text;
    },
  });
  command.outputHelp();
  for (const { name, says } of faultKinds) expect(help).toMatch(new RegExp(`${name} +${says.slice(0, 20)}`));
});
