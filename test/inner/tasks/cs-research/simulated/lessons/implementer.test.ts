import { describe, expect, it } from "vitest";
import { type Cause, causes } from "../../../../../../inner/tasks/cs-research/simulated/lessons/causes.js";
import { simulatedCsResearch } from "../../../../../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { readAssignment } from "../../../../../../models/simulated/implementer/assignment.js";
import { createSimulatedModels } from "../../../../../../models/simulated/simulated-models.js";
import { converse, type Transcript } from "../../../../../models/simulated/agent-conversation.js";
import { baselineFiles } from "../corpus.js";

const models = createSimulatedModels({ documents: [], task: simulatedCsResearch });
const report = reportOn({ generic: 12, malformed: 14, leak: 7, negatives: 5 });

function reportOn(lost: Partial<Record<Cause, number>>): string {
  const root_causes = Object.entries(lost).map(([cause, rounds_lost]) => ({
    cause: causes[cause as Cause].cause,
    evidence:
      'T1 round 1. A criterion: "Explains that each office owns a credit of forty pages that refills"',
    rounds_lost,
    remedy: causes[cause as Cause].remedy,
  }));
  return JSON.stringify({ summary: "Rounds were lost.", root_causes }, null, 2);
}

interface Work extends Transcript {
  readonly summary: string;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
  readonly changed: readonly string[];
}

interface Circumstances {
  readonly seed: number;
  readonly edits?: "prompts" | "all";
  readonly history?: string;
  readonly report?: string;
  readonly check?: () => string;
  readonly files?: ReadonlyMap<string, string>;
}

const baseline = baselineFiles("cs-research");

/** One job of the implementer on a copy of a harness, with tools as the outer loop gives them. */
async function work({ seed, edits = "all", ...given }: Circumstances): Promise<Work> {
  const before = given.files ?? baseline;
  const tree = new Map(before);
  const user = [
    `<report>\n${given.report ?? report}\n</report>`,
    `<history>\n${given.history ?? "No earlier iterations."}\n</history>`,
    `<edits>\n${edits}\n</edits>`,
    "Improve the harness by one focused change, check it, and report.",
  ].join("\n\n");
  const transcript = await converse(models, "implementer", user, toolsOn(tree, given.check), seed);
  const paths = new Set([...before.keys(), ...tree.keys()]);
  const changed = [...paths].filter((path) => before.get(path) !== tree.get(path));
  return { ...transcript, summary: summaryIn(transcript.final), before, after: tree, changed };
}

function toolsOn(tree: Map<string, string>, check = () => "CHECK OK") {
  return {
    list_files: () => [...tree].map(([path, text]) => `${path} (${text.length} bytes)`).join("\n"),
    read_file: ({ path = "" }) => tree.get(path) ?? "ERROR: there is no such file",
    write_file: ({ path = "", content = "" }) => {
      tree.set(path, content);
      return `Wrote ${path}.`;
    },
    edit_file: ({ path = "", old = "", new: replacement = "" }: Record<string, string>) => {
      const parts = tree.get(path)?.split(old) ?? [];
      if (parts.length !== 2) return `ERROR: old occurs ${parts.length - 1} times in ${path}`;
      tree.set(path, parts.join(replacement));
      return `Edited ${path}.`;
    },
    delete_file: ({ path = "" }) => {
      tree.delete(path);
      return `Deleted ${path}.`;
    },
    check,
  };
}

function summaryIn(final: string): string {
  try {
    return JSON.parse(final).summary;
  } catch {
    return "";
  }
}

const many = (given: Omit<Circumstances, "seed">, count = 300) =>
  Promise.all(Array.from({ length: count }, (_, seed) => work({ ...given, seed })));
const share = (works: readonly Work[], holds: (one: Work) => boolean) =>
  works.filter(holds).length / works.length;

describe("the simulated implementer", () => {
  it("looks at the files before it edits, and says in one line what it did", async () => {
    for (const { calls, summary, final } of await many({}, 40)) {
      const names = calls.map(({ name }) => name);
      const firstEdit = names.findIndex((name) => /write|edit|delete/.test(name));
      expect(names[0]).toBe("list_files");
      expect(names.filter((name) => name === "read_file").length).toBe(baseline.size);
      if (firstEdit >= 0) expect(firstEdit).toBeGreaterThan(names.lastIndexOf("read_file"));
      if (final.startsWith("{")) expect(summary).toMatch(/^[^\n]{10,120}$/);
    }
  });

  it("does the same again in the same circumstances, and other things under other seeds", async () => {
    expect((await work({ seed: 5 })).calls).toEqual((await work({ seed: 5 })).calls);
    const summaries = new Set((await many({}, 100)).map(({ summary }) => summary));
    expect(summaries.size).toBeGreaterThan(15);
  });

  it("edits workflow code in a good part of its jobs where it may, and not where it may not", async () => {
    const code = (one: Work) => one.changed.some((path) => path.endsWith(".ts"));
    expect(share(await many({ edits: "all" }), code)).toBeGreaterThan(0.25);
    expect(share(await many({ edits: "prompts" }), code)).toBe(0);
  });

  it("sometimes changes nothing, goes where it must not, or answers out of form", async () => {
    const works = await many({ edits: "prompts" }, 600);
    expect(share(works, ({ changed }) => changed.length === 0)).toBeGreaterThan(0.01);
    expect(
      share(works, ({ changed }) => changed.some((path) => !/^(?:workflow\.ts|lib\/|prompts\/)/.test(path))),
    ).toBeGreaterThan(0.003);
    expect(share(works, ({ final }) => !final.startsWith("{"))).toBeGreaterThan(0.001);
    expect(
      share(
        works,
        ({ after }) =>
          after.get("prompts/challenger.md")?.includes("each office owns a credit of forty pages") === true,
      ),
    ).toBeGreaterThan(0.003);
    expect(share(works, ({ final }) => !final.startsWith("{"))).toBeLessThan(0.05);
  });

  it("works mostly on what lost most rounds", async () => {
    const about = (words: RegExp) => (one: Work) => words.test(one.summary);
    const leaks = await many({ report: reportOn({ leak: 30, generic: 2 }), edits: "prompts" });
    const generic = await many({ report: reportOn({ leak: 2, generic: 30 }), edits: "prompts" });
    expect(share(leaks, about(/context/i))).toBeGreaterThan(2 * share(generic, about(/context/i)));
    expect(share(generic, about(/specific|hardest/))).toBeGreaterThan(
      2 * share(leaks, about(/specific|hardest/)),
    );
  });

  it("recognises every cause that the analyzer names", () => {
    for (const cause of Object.keys(causes)) {
      const { lost } = readAssignment(causes, {
        model: "simulated-implementer",
        messages: [
          {
            role: "user",
            content: `<report>\n${reportOn({ [cause]: 3 })}\n</report>`,
            toolCalls: [],
            toolCallId: "",
          },
        ],
        toolNames: [],
        wantsJson: false,
        seed: 1,
        maxTokens: null,
      });
      expect([...lost]).toEqual([[cause, 3]]);
    }
  });

  it("understands a report in plain words", async () => {
    const words = "12 rounds were lost because drafts do not parse as JSON.\n2 rounds: too generic.";
    const works = await many({ report: words, edits: "prompts" });
    expect(share(works, ({ summary }) => /JSON/.test(summary))).toBeGreaterThan(0.3);
  });

  it("does rejected edits less often, but still", async () => {
    const summary = "Challenger told to reply with strict JSON and plain integer weights";
    const history = Array.from(
      { length: 2 },
      (_, at) =>
        `iteration ${at} | rejected | ab from cd | validation 1/12 against 2/12 | ${summary} | because`,
    ).join("\n");
    const before = share(await many({}), (one) => one.summary === summary);
    const after = share(await many({ history }, 600), (one) => one.summary === summary);
    expect(after).toBeGreaterThan(0);
    expect(after).toBeLessThan(0.6 * before);
  });

  it("does not give an instruction that the prompt gives firmly already", async () => {
    const told = `${baseline.get("prompts/challenger.md")}\n\nAsk only what is specific to this document. Reply with strictly valid JSON.`;
    const works = await many({ files: new Map([...baseline, ["prompts/challenger.md", told]]) });
    expect(works.map(({ summary }) => summary)).not.toContain(
      "Challenger asked for questions that depend on what is specific to the document",
    );
    expect(works.map(({ summary }) => summary)).not.toContain(
      "Challenger told to reply with strict JSON and plain integer weights",
    );
  });

  it("checks most edits, and repairs or takes back some that fail", async () => {
    const works = await many({ check: () => "CHECK FAILED: lib/challenge.ts:3: no good" });
    const checked = works.filter(({ calls }) => calls.some(({ name }) => name === "check"));
    expect(checked.length / works.length).toBeGreaterThan(0.4);
    expect(checked.length).toBeLessThan(works.length);
    const takenBack = checked.filter(({ summary }) => summary.includes("taken back"));
    expect(takenBack.length).toBeGreaterThan(0);
    expect(takenBack.length).toBeLessThan(checked.length);
    expect(takenBack.every(({ changed }) => changed.length === 0)).toBe(true);
  });

  it("says so honestly when its edit found no place", async () => {
    const lost = (await many({}, 600)).filter(({ summary }) => /not found/.test(summary));
    expect(lost.length).toBeGreaterThan(0);
    expect(lost.every(({ changed }) => changed.length === 0)).toBe(true);
  });

  it("finds something to do in a harness it has never seen", async () => {
    const files = new Map([
      ["prompts/writer.md", "You write questions. Be careful."],
      ["prompts/quality-verifier.md", "Check the example."],
      [
        "workflow.ts",
        'export default async function run(host: Host): Promise<void> {\n  host.note("x");\n}\n',
      ],
    ]);
    const works = await many({ files }, 100);
    expect(share(works, ({ changed }) => changed.length > 0)).toBeGreaterThan(0.6);
  });
});
