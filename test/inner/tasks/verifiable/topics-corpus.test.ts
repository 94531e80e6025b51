import { describe, expect, it } from "vitest";
import { loadFolder } from "../../../../inner/corpus/load-folder.js";
import { compareAnswers } from "../../../../inner/tasks/verifiable/answers/compare-answers.js";
import { readDraft } from "../../../../inner/tasks/verifiable/example.js";
import { readStatement } from "../../../../inner/tasks/verifiable/simulated/chains/statements.js";
import { factOf } from "../../../../models/simulated/text/facts.js";

const { documents, notices } = await loadFolder("corpus/verifiable-topics", { minWords: 80 });

const linesOf = (text: string, start: RegExp) =>
  text.split("\n").flatMap((line) => (start.test(line) ? [line.slice(2)] : []));
const factsOf = (text: string) => linesOf(text, /^- The /);

it("the topics are 24, and all can be used", () => {
  expect(documents).toHaveLength(24);
  expect(notices.filter((notice) => !notice.includes("about the folder"))).toEqual([]);
});

describe.each(documents.map(({ source, title, text }) => [source, title, text] as const))(
  "%s",
  (_source, title, text) => {
    const statements = factsOf(text).map((line) => readStatement(factOf(line)));
    const known = statements.flatMap((one) => one ?? []);
    const withLetters = known.filter(({ letters }) => letters !== null && letters.length > 0);
    const named = known.filter(({ letters }) => letters === null);

    it("states what can be asked about, line by line", () => {
      expect(factsOf(text).filter((_, at) => statements[at] === null)).toEqual([]);
      expect(known.length).toBeGreaterThanOrEqual(14);
      expect(new Set(known.map(({ subject }) => subject)).size).toBe(known.length);
    });

    it("has expressions that share a letter, and few bare numbers", () => {
      const counts = new Map<string, number>();
      for (const letter of withLetters.flatMap(({ letters }) => letters ?? [])) {
        counts.set(letter, (counts.get(letter) ?? 0) + 1);
      }
      expect(withLetters.length).toBeGreaterThanOrEqual(8);
      expect(Math.max(...counts.values())).toBeGreaterThanOrEqual(5);
      expect(known.filter(({ value }) => /^-?\d+$/.test(value)).length).toBeLessThanOrEqual(2);
    });

    it("names objects of which another fact speaks", () => {
      const spokenOf = named.filter(({ value }) =>
        known.some((other) => other.value !== value && other.subject.includes(value)),
      );
      expect(spokenOf.length).toBeGreaterThanOrEqual(1);
    });

    it("has subjects that hold every letter of their values", () => {
      const missing = withLetters.filter(
        ({ subject, letters }) =>
          !letters?.every((letter) => new RegExp(`(?<![a-z])${letter}(?![a-z])`, "i").test(subject)),
      );
      expect(missing.map(({ fact }) => fact.text)).toEqual([]);
    });

    it("gives example questions that are in order", () => {
      const questions = linesOf(text, /^- Question: /);
      expect(questions.length).toBeGreaterThanOrEqual(3);
      for (const line of questions) {
        const [, question, answer] = /^Question: (.*) Answer: (.*)$/.exec(line) ?? [];
        const read = readDraft({ topic: title, question, answer: answer?.replace(/\.$/, "") });
        expect(read, line).toMatchObject({ ok: true });
        expect(compareAnswers(answer ?? "", answer ?? "").result).toBe("equal");
      }
    });
  },
);
