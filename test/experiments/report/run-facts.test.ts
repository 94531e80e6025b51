import { describe, expect, it } from "vitest";
import { documentsPerSplit, simulationLabel } from "../../../experiments/report/run-facts.js";
import { asSha256 } from "../../../foundation/ids.js";
import type { Split } from "../../../inner/corpus/document.js";
import { documentOf } from "./made-up-run.js";

const entry = (split: Split | null, position: number) => ({
  document: {
    id: documentOf(split ?? "test", position),
    title: "A paper",
    contentHash: asSha256("0".repeat(64)),
    source: "a.md",
    words: 700,
  },
  split,
  position,
  shownCharacters: 4000,
  totalCharacters: 4000,
});

describe("the facts of a run", () => {
  it("count the documents drawn into each split and leave the others out", () => {
    const entries = [entry("train", 0), entry("train", 1), entry("test", 0), entry(null, 0)];
    expect(documentsPerSplit(entries)).toEqual({ train: 2, validation: 0, test: 1 });
  });

  it("label every run that a simulated model took part in", () => {
    expect(simulationLabel({ simulated: "all" })).toBe("simulated models: not a result about any real model");
    expect(simulationLabel({ simulated: "some" })).toContain("some models are simulated");
    expect(simulationLabel({ simulated: "none" })).toBeNull();
  });
});
