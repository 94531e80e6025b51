import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readJsonReply } from "../../models/json-reply.js";

const verdict = z.strictObject({ verdict: z.enum(["PASS", "FAIL"]), sure: z.boolean() });
const pass = { verdict: "PASS", sure: true };
const text = JSON.stringify(pass);

function problemOf(reply: string): string {
  const read = readJsonReply(reply, verdict);
  if (read.ok) throw new Error(`read as ${JSON.stringify(read.value)}`);
  return read.problem;
}

describe("a value is found", () => {
  test.each([
    ["alone", text],
    ["with its keys in another order", '{"sure": true, "verdict": "PASS"}'],
    ["in a fence", `\`\`\`json\n${text}\n\`\`\``],
    ["in a fence after prose", `Here it is:\n\`\`\`\n${text}\n\`\`\`\nHope this helps {really}!`],
    ["in a fence that stays open", `\`\`\`json\n${text}`],
    ["after a preamble and before a trailer", `Sure! {that was easy} ${text} Let me know.`],
    ["after an echoed template", `{"verdict": "PASS | FAIL", "sure": true|false}\n\n${text}`],
    [
      "after an echoed template that is valid JSON",
      `{"verdict": "PASS | FAIL", "sure": "true|false"} ${text}`,
    ],
    ["twice, the same", `${text}\nor prettier\n${JSON.stringify(pass, null, 2)}`],
    ["beside smaller objects of another form", `{"a": 1} ${text} {}`],
  ])("%s", (_, reply) => {
    expect(readJsonReply(reply, verdict)).toEqual({ ok: true, value: pass });
  });

  test("whose strings hold braces, quotes and fences", () => {
    const schema = z.strictObject({ code: z.string() });
    const value = { code: 'if (x) { say("```") } }}' };
    const reply = `Result:\n\`\`\`json\n${JSON.stringify(value)}\n\`\`\``;
    expect(readJsonReply(reply, schema)).toEqual({ ok: true, value });
  });

  test("that is an array when the schema asks for one", () => {
    const schema = z.array(z.number());
    expect(readJsonReply("[1, 2]", schema)).toEqual({ ok: true, value: [1, 2] });
    expect(readJsonReply("```json\n[1, 2]\n```", schema)).toEqual({ ok: true, value: [1, 2] });
  });
});

describe("nothing is guessed", () => {
  test.each([
    ["", "The reply was empty."],
    ["I would say PASS.", "held no complete JSON value"],
    ['{"verdict": "PASS", "sure": "true"}', "sure: "],
    ['{"verdict": "PASS", "sure": 1}', "sure: "],
    ['{"verdict": "pass", "sure": true}', "verdict: "],
    ['{"verdict": "PASS | FAIL", "sure": true}', "verdict: "],
    ['{"verdict": "PASS"}', "sure: "],
    ['{"verdict": "PASS", "sure": true,}', "held no complete JSON value"],
    ['{"verdict": "PASS", "sure": tr', "held no complete JSON value"],
    [`Example: ${text}. My answer: {"verdict": "FAIL", "su`, "held no complete JSON value"],
    [`{"results": [${text}, `, "held no complete JSON value"],
    [`[${text}]`, "value: "],
    [`{"result": ${text}}`, "Unrecognized key"],
    [`${text} no, rather {"verdict": "FAIL", "sure": true}`, "several different"],
  ])("%j is a problem", (reply, problem) => {
    expect(problemOf(reply)).toContain(problem);
  });

  test("a problem can be sent back as a repair turn", () => {
    expect(problemOf('{"verdict": "MAYBE", "sure": "no"}')).toBe(
      'The JSON was not of the asked form: verdict: Invalid option: expected one of "PASS"|"FAIL"; ' +
        "sure: Invalid input: expected boolean, received string. " +
        "Reply again with one JSON value of the asked form and nothing else.",
    );
  });

  test("problems stay short and name places within lists", () => {
    const schema = z.object({ marks: z.array(z.object({ met: z.boolean() })) });
    const read = readJsonReply(JSON.stringify({ marks: Array.from({ length: 50 }, () => ({})) }), schema);
    expect(read).toMatchObject({ ok: false, problem: expect.stringContaining("marks[0].met: ") });
    expect(read).toMatchObject({ ok: false, problem: expect.stringContaining("; and 45 more.") });
  });
});

describe("on any text", () => {
  const pieces = fc.constantFrom(
    "{",
    "}",
    '"',
    "\\",
    "```",
    "\n",
    " ",
    text,
    '{"verdict":',
    "PASS",
    "[",
    "]",
  );
  const anything = fc.oneof(
    fc.string(),
    fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join("")),
  );

  test("it never throws, and what it accepts has the asked form", () => {
    fc.assert(
      fc.property(anything, (reply) => {
        const read = readJsonReply(reply, verdict);
        expect(read.ok ? verdict.safeParse(read.value).success : read.problem.length > 0).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("it finds the value in prose without braces and quotes around it", () => {
    const prose = fc.string().map((words) => words.replace(/[{}"`]/g, " "));
    fc.assert(
      fc.property(prose, prose, (before, after) => {
        const read = readJsonReply(`${before} ${text} ${after}`, verdict);
        expect(read).toEqual({ ok: true, value: pass });
      }),
    );
  });

  test.each(["{", '{"', '{"a":', "{}", "```", "```\n", "[", "{ ", '"', "\\", "{\n\n\n"])(
    "a reply that repeats %j without end is read to its end",
    (piece) => {
      expect(readJsonReply(piece.repeat(30_000), verdict).ok).toBe(false);
    },
  );
});
