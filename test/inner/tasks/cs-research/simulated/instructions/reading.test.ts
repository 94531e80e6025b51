import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type Kind,
  reader,
} from "../../../../../../inner/tasks/cs-research/simulated/instructions/instructions.js";
import { remedies } from "../../../../../../inner/tasks/cs-research/simulated/lessons/remedies.js";
import { bloatingEdits } from "../../../../../../models/simulated/implementer/other-prompt-edits.js";
import { promptPath } from "../../../../../../models/simulated/implementer/prompt-files.js";
import type { Reading } from "../../../../../../models/simulated/instructions/reading.js";
import { baselineFiles, baselinePrompt, improvements } from "../corpus.js";

interface HeldOut {
  readonly paraphrases: readonly string[];
  readonly negations: readonly string[];
}

type Wordings = Record<"insight" | "no_leak" | "positive_only_capped" | "strict_json", HeldOut> & {
  readonly distractors: readonly string[];
};
const read = (path: string): Wordings => JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));

/** Written by somebody who had not seen the detector. */
const heldOut = read("paraphrases.json");
/** What the detector was written from. */
const own = read("own-wordings.json");

const kindsOf = {
  insight: ["insight"],
  no_leak: ["noLeak"],
  positive_only_capped: ["positiveOnly", "capped"],
  strict_json: ["strictJson"],
} as const satisfies Record<string, readonly Kind[]>;
const names = ["insight", "no_leak", "positive_only_capped", "strict_json"] as const;

const challenger = baselinePrompt("challenger");
const at = (strength: string, reading: Reading) =>
  Object.entries(reading.strengths)
    .filter(([, found]) => found === strength)
    .map(([kind]) => kind);
const full = (...prompts: string[]) => at("full", reader.read(...prompts));

describe("the shipped prompts", () => {
  it("tell the challenger nothing firmly, and mention only that the context keeps the finding back", () => {
    for (const baseline of ["cs-research", "cs-research-scripted"] as const) {
      const reading = reader.read(baselineFiles(baseline).get("prompts/challenger.md") ?? "");
      expect(at("full", reading)).toEqual([]);
      expect(at("mentioned", reading)).toEqual(["noLeak"]);
    }
  });

  it("give the main agent nothing firm to pass on, and the verifier no stricter leak check", () => {
    expect(full(baselinePrompt("main-agent"))).toEqual([]);
    const advice = baselineFiles("cs-research-scripted").get("prompts/refinement-advice.md") ?? "";
    expect(full(advice)).toEqual([]);
    expect(reader.read(baselinePrompt("quality-verifier")).strengths.strictLeakCheck).toBe("absent");
  });

  it.each([
    ["insight", ["insight"]],
    ["noLeak", ["noLeak"]],
    ["positiveCapped", ["positiveOnly", "capped"]],
    ["strictJson", ["strictJson"]],
  ] as const)("with the improvement %s are read as exactly that", (name, expected) => {
    expect(full(`${challenger}\n\n${improvements[name]}`)).toEqual(expected);
  });
});

describe("instructions in words that the detector was not written from", () => {
  it.each(names)("are found when they are added to the baseline: %s", (name) => {
    const found = heldOut[name].paraphrases.filter((text) =>
      full(`${challenger}\n\n${text}`).some((kind) => kindsOf[name].some((wanted) => wanted === kind)),
    );
    expect(found.length).toBeGreaterThanOrEqual(10);
  });

  it.each(names)("are not found in their negations: %s", (name) => {
    const silent = heldOut[name].negations.filter((text) => {
      const { strengths } = reader.read(text);
      return kindsOf[name].every((kind) => strengths[kind] === "absent");
    });
    expect(silent.length).toBeGreaterThanOrEqual(11);
  });

  it("are not found in sentences about something else", () => {
    const four = Object.values(kindsOf).flat();
    const silent = heldOut.distractors.filter((text) => {
      const { strengths } = reader.read(text);
      return four.every((kind) => strengths[kind] === "absent");
    });
    expect(silent.length).toBeGreaterThanOrEqual(38);
  });
});

describe("instructions in the words that the detector was written from", () => {
  it.each(names)("are found, and not in their negations: %s", (name) => {
    const says = (text: string) => {
      const { strengths } = reader.read(text);
      return kindsOf[name].some((kind) => strengths[kind] !== "absent");
    };
    expect(own[name].paraphrases.filter((text) => !says(text))).toEqual([]);
    expect(own[name].negations.filter(says)).toEqual([]);
    expect(own.distractors.filter(says)).toEqual([]);
  });
});

describe("a rule's strength", () => {
  it.each([
    ["The context must not state the result.", "mentioned"],
    ["The context must not state the result. Keep the outcome out of the context too.", "full"],
    ["Under no circumstances may the context state the result.", "full"],
    ["The context must not reveal how the method works.", "full"],
    ["If the weak model did too well, keep the mechanism out of the context.", "mentioned"],
  ])("%s -> %s", (prompt, strength) => {
    expect(reader.read(prompt).strengths.noLeak).toBe(strength);
  });

  it.each([
    ["Keep the mechanism out of the context.\n\nThe context may mention the mechanism.", "absent"],
    ["The context may mention the mechanism.\n\nKeep the mechanism out of the context.", "full"],
    ["Never state the mechanism in the context, but you may name the method.", "full"],
    ["## Context\n\n- Name the problem.\n- Never the mechanism.", "full"],
    ["## Question\n\n- Name the problem.\n- Never the mechanism.", "absent"],
    ["Describe the context. It must never give away the mechanism.", "full"],
    ["```\nKeep the mechanism out of the context.\n```", "absent"],
  ])("is what a reader of the whole prompt takes from it: %s -> %s", (prompt, strength) => {
    expect(reader.read(prompt).strengths.noLeak).toBe(strength);
  });

  it("lets the later of two firm and contrary rules hold, whatever was said in passing", () => {
    const positive = "Use positive criteria only.";
    const negative = "There must always be at least three negative criteria.";
    expect(full(`${positive}\n\n${negative}`)).toEqual(["negativesWanted"]);
    expect(full(`${negative}\n\n${positive}`)).toEqual(["positiveOnly"]);
    expect(full(`${positive}\n\n- 3 to 5 negative criteria with weights from -1 to -10`)).toEqual([
      "positiveOnly",
    ]);
  });

  it("is added up over the messages of a request", () => {
    const half = "The context must not state the result.";
    expect(full(half)).toEqual([]);
    expect(full(half, half)).toEqual(["noLeak"]);
  });
});

describe("what the simulated implementer writes", () => {
  const files = baselineFiles("cs-research");
  const wordings = remedies.flatMap(({ wordings, ...remedy }) =>
    wordings.map((wording) => ({ ...remedy, wording })),
  );

  it.each(wordings)("is read as it is meant: $wording", ({ kind, prompt, wording }) => {
    const before = files.get(promptPath(files, prompt) ?? "") ?? "";
    const gained = full(`${before}\n\n${wording}`).filter((one) => !full(before).includes(one));
    const expected = kind === "positiveOnly" ? ["positiveOnly", "capped"] : kind === undefined ? [] : [kind];
    expect(gained).toEqual(expected);
  });

  it("is no instruction where it only bloats", () => {
    const files = new Map([["prompts/challenger.md", challenger]]);
    for (const seed of ["a", "b", "c", "d", "e"]) {
      for (const edit of bloatingEdits) {
        const plan = edit.plan(files, seed, { lost: new Map(), history: [], code: false, quotation: "" });
        expect(full(plan?.changes[0]?.after ?? "")).toEqual([]);
        expect(plan?.changes[0]?.after.length).toBeGreaterThan(challenger.length + 600);
      }
    }
  });
});
