import fc from "fast-check";
import { expect, test } from "vitest";
import { type Line, linesOf } from "../../foundation/lines.js";

async function* piecesOf(text: string, sizes: readonly number[]): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  let start = 0;
  for (const size of [...sizes, bytes.length]) {
    yield bytes.subarray(start, start + size);
    start += size;
  }
}

async function collected(lines: AsyncIterable<Line>): Promise<Line[]> {
  const all: Line[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

const character = fc.constantFrom("a", "\n", "\r", "\u2028", "é", "漢", "🙂", "");

test("lines end at newlines only, however the bytes arrive", async () => {
  const splits = fc.asyncProperty(
    fc.array(character, { maxLength: 40 }),
    fc.array(fc.nat(9)),
    async (characters, sizes) => {
      const text = characters.join("");
      const lines = await collected(linesOf(piecesOf(text, sizes)));
      expect(lines.map((line) => line.text + (line.ended ? "\n" : "")).join("")).toBe(text);
      expect(lines.map(({ number }) => number)).toEqual(lines.map((_, index) => index + 1));
      expect(lines.every((line) => !line.text.includes("\n"))).toBe(true);
      expect(lines.slice(0, -1).every(({ ended }) => ended)).toBe(true);
    },
  );
  await fc.assert(splits, { numRuns: 300 });
});
