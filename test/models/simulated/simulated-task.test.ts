import { describe, expect, it } from "vitest";
import { follows } from "../../../models/simulated/compliance.js";
import { markByCoverage } from "../../../models/simulated/coverage-judge.js";
import { instructionReader } from "../../../models/simulated/instructions/reading.js";
import { strictJson } from "../../../models/simulated/instructions/rules/reply-rules.js";
import { anyOf } from "../../../models/simulated/instructions/word-groups.js";
import { Recall } from "../../../models/simulated/recall.js";
import { createSimulatedModels } from "../../../models/simulated/simulated-models.js";
import type { Lessons, SimulatedTask } from "../../../models/simulated/simulated-task.js";
import { smokeDocument } from "../../../models/simulated/smoke-document.js";
import { textOf } from "../../../models/simulated/wire/request.js";
import { converse } from "./agent-conversation.js";

type Kind = "strictJson" | "rhymed" | "unrhymed";
const verse = anyOf("riddles? | lines? | verse*");

const reader = instructionReader<Kind>({
  kinds: {
    strictJson,
    rhymed: { ways: [{ topic: verse, all: [anyOf("rhyme*")] }] },
    unrhymed: { ways: [{ topic: verse, all: [anyOf("prose")] }] },
  },
  opposites: [["rhymed", "unrhymed"]],
  partOf: { strictJson: "rhymed" },
});

const lessons: Lessons<"lame" | "easy", Kind> = {
  causes: {
    lame: { cause: "Riddles do not scan.", remedy: "Ask for rhyme.", words: /scan/ },
    easy: { cause: "Riddles are guessed at once.", remedy: "Ask for more.", words: /guessed/ },
  },
  causeOf: (_index, round) =>
    round.refusal !== "" ? "lame" : /GUESSED/.test(round.text) ? "easy" : undefined,
  remedies: [
    {
      cause: "lame",
      prompt: /bard/,
      section: /form/i,
      kind: "rhymed",
      summary: "Bard told to rhyme",
      weight: 1000,
      wordings: ["All lines of the riddle must rhyme."],
    },
  ],
  codeEdits: [],
  reader,
};

/** A task of a few lines: riddles on a text. */
const riddles: SimulatedTask = {
  skills: { weak: -1, strong: 2 },
  roles: (index, skills) => {
    const recall = new Recall(index);
    const solver = (skill: number) => (request: Parameters<typeof textOf>[0]) => ({
      text: recall
        .say(recall.recollect("", textOf(request, "user")), {
          model: request.model,
          skill,
          whim: request.seed,
        })
        .join(" "),
    });
    return {
      main: () => ({ text: "go on" }),
      challenger: ({ model, seed, messages }) => {
        const reading = reader.read(...messages.map(({ content }) => content));
        const rhymed = follows({ model, document: 1, whim: seed }, reading, "rhymed");
        return { text: rhymed ? "a cat, a hat" : "a cat, a dog" };
      },
      verifier: () => ({ text: "sound" }),
      weak: solver(skills.weak),
      strong: solver(skills.strong),
      judge: (request) => {
        const judged = { response: textOf(request, "user"), question: "", whim: request.seed };
        const marks = markByCoverage(index, { ...judged, criteria: "1. [positive] Names the age rule" });
        return { text: String(marks.length) };
      },
    };
  },
  lessons,
};

const models = createSimulatedModels({ documents: [smokeDocument], task: riddles });

function ask(family: typeof models, seat: string, user: string, seed = 1): string {
  const messages = [{ role: "user", content: user }];
  const { body } = family.respond({ model: `simulated-${seat}`, seed, messages });
  return (body as { choices: [{ message: { content: string } }] }).choices[0].message.content;
}

describe("a task with roles and lessons of its own", () => {
  it("is served under the names of the seats", () => {
    const told = "All lines must rhyme.";
    expect(ask(models, "main", "Go.")).toBe("go on");
    expect(ask(models, "verifier", "Check.")).toBe("sound");
    expect(ask(models, "judge", "The age rule fires late.")).toBe("1");
    expect(ask(models, "challenger", "Write.")).toBe("a cat, a dog");
    const obeyed = Array.from({ length: 20 }, (_, seed) => ask(models, "challenger", told, seed));
    expect(obeyed.filter((text) => text === "a cat, a hat").length).toBeGreaterThan(10);
  });

  it("has solvers as skilled as the task says, unless an experiment says otherwise", () => {
    const question = "When does the queue flush a batch, and what do urgent readings do to the age rule?";
    const words = (family: typeof models, seat: string) => ask(family, seat, question).length;
    expect(words(models, "strong")).toBeGreaterThan(2 * words(models, "weak"));
    const skills = { weak: 9, strong: 9 };
    const equals = createSimulatedModels({ documents: [smokeDocument], task: riddles, skills });
    expect(ask(equals, "weak", question).length).toBeGreaterThan(words(models, "weak"));
  });

  it("has its failures put down to its own causes", async () => {
    const rounds = ["DRAFT REFUSED: it limps", "GUESSED by all", "GUESSED by most", "SOLVED by one"];
    const text = rounds.map((round, at) => `Round ${at + 1}\n${round}`).join("\n\n");
    const { final } = await converse(
      models,
      "analyzer",
      "Why?",
      { list_trajectories: () => "T1 | riddle", read_trajectory: () => text },
      1,
    );
    expect(JSON.parse(final).root_causes).toMatchObject([
      { cause: "Riddles are guessed at once.", rounds_lost: 2, remedy: "Ask for more." },
      { cause: "Riddles do not scan.", rounds_lost: 1, remedy: "Ask for rhyme." },
    ]);
  });

  /** What the implementer makes of a harness with one prompt, over some seeds. */
  async function summaries(prompt: string): Promise<Map<string, string>> {
    const done = new Map<string, string>();
    for (let seed = 0; seed < 10; seed++) {
      let text = prompt;
      const tools = {
        list_files: () => "prompts/bard.md",
        read_file: () => text,
        edit_file: ({ old = "", new: put = "" }) => {
          text = text.replace(old, put);
          return "Edited.";
        },
        write_file: ({ content = "" }) => {
          text = content;
          return "Written.";
        },
      };
      const { final } = await converse(
        models,
        "implementer",
        "<report>\n9 rounds: they do not scan\n</report>",
        tools,
        seed,
      );
      if (final.startsWith("{")) done.set(JSON.parse(final).summary, text);
    }
    return done;
  }

  it("has its own remedies written into a prompt of its own, once", async () => {
    const plain = "# Bard\n\nWrite a riddle.\n\n## Form\n\nFour lines.\n\n## Reply\n\nIn JSON.\n";
    const done = await summaries(plain);
    const after = done.get("Bard told to rhyme") ?? "";
    expect(after).toContain("Four lines.\n\nAll lines of the riddle must rhyme.\n\n## Reply");
    expect([...(await summaries(after)).keys()]).not.toContain("Bard told to rhyme");
  });
});

describe("a reader of a task's own instructions", () => {
  it("finds its kinds and no others, and lets the later of two opposites hold", () => {
    expect(reader.kinds).toEqual(["strictJson", "rhymed", "unrhymed"]);
    const { strengths } = reader.read("All lines must rhyme.", "Write the riddle in prose.");
    expect(strengths).toEqual({ strictJson: "absent", rhymed: "absent", unrhymed: "full" });
  });

  it("counts what is part of another demand with it", () => {
    expect(reader.read("All lines must rhyme. Reply with strictly valid JSON.").demands).toBe(1);
    expect(reader.read("Write the riddle in prose. Reply with strictly valid JSON.").demands).toBe(2);
    expect(reader.read("Write.").demands).toBe(0);
  });
});
