import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { connectionTrouble } from "../../../models/wire/connection-trouble.js";
import { undiciFetch } from "../../../models/wire/undici-fetch.js";
import { type FixtureServer, fixtureServer, json } from "../fixture-server.js";

let server: FixtureServer | undefined;
let raw: Server | undefined;

afterEach(async () => {
  await server?.close();
  raw?.close();
  server = undefined;
  raw = undefined;
});

/** A server that says these bytes to whoever connects, then cuts the connection. */
async function cutAfter(bytes: string): Promise<string> {
  raw = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => {
      if (bytes === "") socket.resetAndDestroy();
      else socket.write(bytes, () => setTimeout(() => socket.resetAndDestroy(), 20));
    });
  });
  await new Promise<void>((resolve) => raw?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(raw.address() as AddressInfo).port}/`;
}

test("sends method, path, headers and body, and brings status, headers and body back", async () => {
  server = await fixtureServer(json(429, { slow: "down" }, { "retry-after": "3" }));
  const response = await undiciFetch()(`${server.baseUrl}/chat/completions?x=1`, {
    method: "POST",
    headers: { "x-mine": "yes", "content-type": "application/json" },
    body: '{"a":1}',
  });
  expect(server.seen[0]).toMatchObject({
    method: "POST",
    path: "/v1/chat/completions?x=1",
    headers: { "x-mine": "yes" },
    body: { a: 1 },
  });
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("3");
  expect(await response.json()).toEqual({ slow: "down" });
});

test("an answer without a body is an empty one", async () => {
  server = await fixtureServer((_, response) => response.writeHead(204).end());
  const response = await undiciFetch()(server.baseUrl);
  expect([response.status, await response.text()]).toEqual([204, ""]);
});

test("a refused connection was never made", async () => {
  const failure = await undiciFetch()("http://127.0.0.1:1/").catch((error: unknown) => error);
  expect(connectionTrouble(failure)).toEqual({ reason: "connection refused", reached: false });
});

test("an unknown host was never reached", async () => {
  const failure = await undiciFetch()("http://nowhere.invalid/").catch((error: unknown) => error);
  expect(connectionTrouble(failure)?.reached).toBe(false);
});

test.each([
  ["before the headers", ""],
  ["within the body", 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"choices":'],
  ["within a chunked body", 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"cho\r\n'],
])("a connection cut %s is an interrupted one", async (_, bytes) => {
  const url = await cutAfter(bytes);
  const failure = await undiciFetch()(url).catch((error: unknown) => error);
  expect(connectionTrouble(failure)).toMatchObject({ reached: true });
});

test("something that does not speak HTTP is a failed connection", async () => {
  const url = await cutAfter("SSH-2.0-OpenSSH_9.2\r\n");
  const failure = await undiciFetch()(url).catch((error: unknown) => error);
  expect(connectionTrouble(failure)).toEqual({ reason: "the reply was not HTTP", reached: true });
});

test("a signal ends the wait for headers and for the body", async () => {
  for (const start of [() => {}, (response: { write(text: string): void }) => response.write('{"half":')]) {
    server = await fixtureServer((_, response) => start(response));
    const controller = new AbortController();
    const pending = undiciFetch()(server.baseUrl, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error("enough")), 30);
    await expect(pending).rejects.toThrow();
    await server.close();
  }
});

test("an error that is no network error is left alone", () => {
  expect(connectionTrouble(new TypeError("x is not a function"))).toBeNull();
  expect(connectionTrouble("text")).toBeNull();
});
