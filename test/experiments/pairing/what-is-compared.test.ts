import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { whatIsCompared } from "../../../experiments/pairing/what-is-compared.js";

const folder = mkdtempSync(join(tmpdir(), "autodata-compared-"));
afterAll(() => rmSync(folder, { recursive: true }));

function folderWith(name: string, file: string): string {
  const path = join(folder, name);
  mkdirSync(path);
  writeFileSync(join(path, file), "");
  return path;
}
const one = folderWith("one", "history.sqlite");
const two = folderWith("two", "history.sqlite");
const harness = folderWith("mine", "workflow.ts");

const named = (...words: string[]) => {
  const compared = whatIsCompared(words);
  if (compared.kind === "methods") return compared.experiment;
  return compared.references.map(({ path, candidate }) => `${path}:${candidate}`);
};

describe("what is compared", () => {
  it("is an experiment's harness beside the usual methods when an experiment stands alone", () => {
    expect(named("experiments/offline.yaml")).toBe("experiments/offline.yaml");
    expect(named("no-such-file")).toBe("no-such-file");
  });

  it("is what evolution changed when a run stands alone, and the best of several runs", () => {
    expect(named(one)).toEqual([`${one}:baseline`, `${one}:best`]);
    expect(named(one, two)).toEqual([`${one}:best`, `${two}:best`]);
  });

  it("is candidates of the run that stands first, or of any run named in full", () => {
    expect(named(one, "baseline", "5d43de", "best")).toEqual([
      `${one}:baseline`,
      `${one}:5d43de`,
      `${one}:best`,
    ]);
    expect(named(`${one}:best`, `${two}:5d43de`)).toEqual([`${one}:best`, `${two}:5d43de`]);
    expect(named(one, `${two}:5d43de`)).toEqual([`${one}:best`, `${two}:5d43de`]);
    expect(named(one, "baseline", `${two}:best`)).toEqual([`${one}:baseline`, `${two}:best`]);
  });

  it.each([
    [[one, "5d43de"], "5d43de is one candidate of"],
    [[one, two, "5d43de"], "5d43de stands for no run: write RUN:5d43de"],
    [[`${one}:best`, "5d43de"], "5d43de stands for no run"],
    [[`${one}:best`], "alone is one candidate: name another one"],
    [[one, "experiments/offline.yaml"], "is an experiment: it is compared with the usual methods by itself"],
    [["experiments/a.yaml", "experiments/b.yaml"], "is an experiment"],
    [[one, harness], "is a harness that no run has measured: `autodata-lab evaluate"],
    [[one, "runs/nowhere-7"], "runs/nowhere-7 is no run"],
  ])("refuses %j with what to write instead", (words, sentence) => {
    expect(() => whatIsCompared(words)).toThrow(sentence);
  });
});
