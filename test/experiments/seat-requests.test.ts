import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRun } from "../../experiments/loaded-run.js";
import { type Seat, seats } from "../../models/chat.js";
import type { ReadCall } from "../../population/history/history.js";
import { ExperimentFolder, runToEnd } from "./small-experiment.js";

/** What somebody who is handed nothing but this request must find in it. */
const needs: Readonly<
  Record<Seat, { task: RegExp; inputs: readonly RegExp[]; form: RegExp; limit: RegExp }>
> = {
  main: {
    task: /direct the making of one training example/,
    inputs: [/document "[^"]+"/],
    form: /Call `challenge`/,
    limit: /You have \d+ rounds/,
  },
  challenger: {
    task: /write one exam question/,
    inputs: [/<document>\n[\s\S]+\n<\/document>/],
    form: /\{"scratchpad": [\s\S]*"rubric": \[\{"criterion"/,
    limit: /10 to 15 criteria/,
  },
  verifier: {
    task: /check one exam question/,
    inputs: [/<document>/, /<context>/, /<question>/, /<question_type>/, /<rubric>/],
    form: /\{"leakage": \{"note"[\s\S]*"overall": "FAIL"/,
    limit: /exactly one of the allowed words/,
  },
  weak: {
    task: /answer one research question/,
    inputs: [/<context>/, /<question>/],
    form: /for example: "/,
    limit: /at most 400 words/,
  },
  strong: {
    task: /answer one research question/,
    inputs: [/<context>/, /<question>/],
    form: /for example: "/,
    limit: /at most 400 words/,
  },
  judge: {
    task: /mark one answer against a list of criteria/,
    inputs: [/<context>/, /<question>/, /<response>/, /<criteria>\n1\. \[(positive|negative)\]/],
    form: /\{"marks": \[\{"index": 1/,
    limit: /exactly one mark for each criterion/,
  },
  analyzer: {
    task: /root cause/i,
    inputs: [/trajector/i],
    form: /"root_causes"/,
    limit: /at most \d+ replies/i,
  },
  implementer: {
    task: /harness/i,
    inputs: [/<report>/, /<history>/, /<edits>/],
    form: /"rationale"/,
    limit: /at most \d+ replies/i,
  },
};

describe("a single request, handed to someone who has nothing else", () => {
  const folder = new ExperimentFolder();
  const requests = new Map<string, ReadCall>();

  beforeAll(async () => {
    const prepared = await folder.prepare("requests", (experiment) => {
      experiment.search.iterations = 1;
    });
    await runToEnd(prepared);
    const history = readRun(prepared.folder.path);
    for (const key of history.calls.keysUnder("")) {
      const call = history.calls.readCall(key);
      const seat = seats.find((one) => key.includes(`/${one}/`));
      if (call !== undefined && seat !== undefined && !requests.has(seat)) requests.set(seat, call);
    }
    await history.close();
  });
  afterAll(() => folder.remove());

  it.each(seats)("says for the %s what to do, on what, in which form, within which limits", (seat) => {
    const request = requests.get(seat)?.request;
    const text = request?.messages.map((message) => message.content).join("\n\n") ?? "";
    const { task, inputs, form, limit } = needs[seat];
    for (const part of [task, ...inputs, form, limit]) expect(text).toMatch(part);
  });

  it.each(["main", "analyzer", "implementer"] as const)(
    "gives the %s its tools with described arguments",
    (seat) => {
      const tools = requests.get(seat)?.request.tools ?? [];
      expect(tools.length).toBeGreaterThan(2);
      for (const tool of tools) expect(tool.description.length).toBeGreaterThan(10);
    },
  );

  it("sends every request with a seed, and solvers at temperature 1", () => {
    for (const call of requests.values()) expect(call.request.seed).toBeGreaterThanOrEqual(0);
    expect(requests.get("weak")?.request.sampling).toEqual({ temperature: 1 });
    expect(requests.get("judge")?.request.sampling).toEqual({});
  });
});
