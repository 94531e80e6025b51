import { expect, test } from "vitest";
import { hostKind } from "../../../experiments/definition/hosts.js";

test.each([
  ["simulated", "simulated"],
  ["http://localhost:8000/v1", "loopback"],
  ["http://127.8.0.1/v1", "loopback"],
  ["http://[::1]:8000/v1", "loopback"],
  ["http://[::ffff:127.0.0.1]/v1", "loopback"],
  ["http://0.0.0.0:11434/v1", "loopback"],
  ["http://10.1.2.3/v1", "private"],
  ["http://172.31.0.1/v1", "private"],
  ["http://192.168.0.1/v1", "private"],
  ["http://[fd00::1]/v1", "private"],
  ["http://gpu-node-7:8000/v1", "private"],
  ["http://llm.internal/v1", "private"],
  ["http://172.32.0.1/v1", "public"],
  ["http://8.8.8.8/v1", "public"],
  ["https://api.openai.com/v1", "public"],
  ["https://localhost.example.com/v1", "public"],
  ["https://10.example.com/v1", "public"],
])("%s is %s", (baseUrl, kind) => {
  expect(hostKind(baseUrl)).toBe(kind);
});
