import { expect, test } from "vitest";
import type { Completion } from "../../models/model.js";
import { type AnsweredName, watchingNames } from "../../models/model-names.js";
import { ask, completion, model, seating } from "./scene.js";

const here = "http://127.0.0.1:9/v1";

/** What is said while replies come back under these names, one after the other. */
async function noticed(
  names: readonly (string | null)[],
  before: readonly AnsweredName[] = [],
  place: (turn: number) => { readonly baseUrl?: string; readonly seat?: "weak" | "strong" } = () => ({}),
): Promise<string[]> {
  const messages: string[] = [];
  let turn = 0;
  const below = model(async () => {
    const { provenance, ...rest } = completion("hi");
    const { baseUrl = here } = place(turn);
    const given: Completion = {
      ...rest,
      provenance: { ...provenance, baseUrl, answeredBy: names[turn] ?? null },
    };
    turn += 1;
    return given;
  });
  const watched = watchingNames(below, {
    seats: seating({}, { strong: { model: "strong-model" } }),
    before,
    onChange: (message) => messages.push(message),
  });
  for (const index of names.keys()) await watched.complete(ask("q", index, place(index).seat ?? "weak"));
  return messages;
}

test("an endpoint that answers under one name, or none, is not worth a word", async () => {
  expect(await noticed(["m-1", "m-1", null, "m-1"])).toEqual([]);
});

test("each further name is told once, beside the first one", async () => {
  expect(await noticed(["m-1", "m-2", "m-2", "m-1", "m-3"])).toEqual([
    "127.0.0.1:9/v1 now answers for some-model as m-2, and answered as m-1 before: it may be another model, so results before and after may not be comparable",
    expect.stringContaining("as m-3, and answered as m-1 before"),
  ]);
});

test("names of earlier processes of the run count", async () => {
  const before = [{ baseUrl: here, model: "some-model", answeredBy: "m-0" }];
  expect(await noticed(["m-1"], before)).toEqual([expect.stringContaining("answered as m-0 before")]);
  expect(await noticed(["m-1"], [...before, { ...before[0], answeredBy: "m-1" } as AnsweredName])).toEqual(
    [],
  );
});

test("another endpoint and another declared model have names of their own", async () => {
  const places = [{}, { seat: "strong" }, { baseUrl: "http://elsewhere/v1" }] as const;
  expect(await noticed(["m-1", "m-2", "m-3"], [], (turn) => places[turn] ?? {})).toEqual([]);
});
