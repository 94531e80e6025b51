import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSandbox } from "../../../../inner/sandbox/create-sandbox.js";
import type { Sandbox } from "../../../../inner/sandbox/sandbox.js";
import type { LegalReview } from "../../../../inner/tasks/legal/review.js";
import type { Trajectory } from "../../../../inner/trajectory.js";
import type { ModelCall } from "../../../../models/model.js";
import { marksReply } from "../../../support/cs-example.js";
import { goodLegalDraft, loopReply, passedLegalVerification } from "../../../support/legal-example.js";
import { type ScriptedModel, scriptedModel } from "../../../support/scripted-model.js";
import { document } from "../../episode/episode-scene.js";
import { playLegal } from "./legal-scene.js";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox();
});
afterAll(() => sandbox.close());

const improve = loopReply({ verdict: "improve", suggestion_for_writer: "Take another angle." });

/** What each round's question says beside its usual text, and what the loop judge replies in it. */
interface Script {
  readonly additions?: readonly string[];
  readonly verdicts?: readonly string[];
  readonly suitable?: boolean;
  readonly confirmed?: boolean;
  readonly extracts?: readonly unknown[];
}

const textOf = ({ request }: ModelCall) => request.messages.map((message) => message.content).join("\n");

function scripted({
  additions = [],
  verdicts = [],
  suitable = true,
  confirmed = false,
  extracts = [],
}: Script) {
  const { source, ...draft } = goodLegalDraft();
  const asked = { main: 0, challenger: 0, loopJudge: 0 };
  const extract = { suitable, suitability_note: "Deals with dates only.", ...source };
  return scriptedModel((call) => {
    switch (call.key.seat) {
      case "main":
        return JSON.stringify(extracts[asked.main++] ?? extract);
      case "challenger": {
        const round = ++asked.challenger;
        const question = `${draft.question} This is letter ${round}. ${additions[round - 1] ?? ""}`;
        return JSON.stringify({ ...draft, question });
      }
      case "verifier":
        return passedLegalVerification;
      case "judge":
        if (textOf(call).includes("<packet>")) return verdicts[asked.loopJudge++] ?? loopReply();
        if (textOf(call).includes("<criteria>"))
          return marksReply(textOf(call).includes("a strong") ? 12 : 4, 16);
        return confirmed
          ? '{"principle": "", "ground": "procedural_order", "verdict": "UNSUITABLE"}'
          : '{"principle": "Notice runs from knowledge.", "ground": "none", "verdict": "SUITABLE"}';
      default:
        return `a ${call.key.seat} answer`;
    }
  });
}

async function play(script: Script): Promise<{ trajectory: Trajectory; model: ScriptedModel }> {
  const model = scripted(script);
  return { trajectory: await playLegal(sandbox, model, document, { rounds: 4 }), model };
}

const stagesOf = ({ events }: Trajectory) =>
  events.flatMap((event) => (event.kind === "stage" ? [event] : []));
const messagesTo = (model: ScriptedModel, seat: string) =>
  model.calls.filter(({ key }) => key.seat === seat).map(textOf);

describe("a legal example", () => {
  it("is tried by five weak and three strong attempts and accepted when the loop judge says so", async () => {
    const { trajectory } = await play({});
    expect(trajectory.observation).toMatchObject({ outcome: "accepted", rounds: 1 });
    const [stage] = stagesOf(trajectory);
    expect(stage?.attempts.map(({ seat }) => seat)).toEqual([
      ...Array(5).fill("weak"),
      ...Array(3).fill("strong"),
    ]);
    expect(stage?.lines).toEqual(["ACCEPTED"]);
  });

  it("carries its source, which neither solver nor judge sees", async () => {
    const { trajectory, model } = await play({});
    const proposed = trajectory.events.find((event) => event.kind === "proposed");
    expect(proposed).toMatchObject({ body: { source: goodLegalDraft().source } });
    const shown = ["weak", "strong", "judge", "verifier"].flatMap((seat) => messagesTo(model, seat));
    expect(shown.filter((text) => text.includes(goodLegalDraft().source.holdings))).toEqual([]);
  });

  it("is sent back when the loop judge says so, however the scores are, and the writer hears why", async () => {
    const { trajectory, model } = await play({ verdicts: [improve] });
    expect(trajectory.observation).toMatchObject({ outcome: "accepted", rounds: 2 });
    expect(stagesOf(trajectory)[0]?.lines).toEqual([
      "IMPROVE (loop_judge): The weak answers differ on reasoning steps.",
    ]);
    const second = messagesTo(model, "challenger")[1] ?? "";
    expect(second).toContain("MODE: IMPROVE");
    expect(second).toContain("This is letter 1.");
    expect(second).toContain("<suggestion>\nTake another angle.\n</suggestion>");
    expect(second).toMatch(
      /"weak_avg":0\.\d+,"strong_avg":0\.\d+,"gap":0\.\d+,"num_valid_weak":5,"num_valid_strong":3/,
    );
    expect(second).toMatch(/- \w+: \d+, \d+ %, \d+ %, \d+ %/);
  });

  it("is sent back for an override though the loop judge, which is asked all the same, accepts it", async () => {
    const { trajectory } = await play({ additions: ["It was decided on appeal.", "word ".repeat(200)] });
    expect(trajectory.observation).toMatchObject({ outcome: "accepted", rounds: 3 });
    const [recap, long] = stagesOf(trajectory);
    expect(recap?.lines).toEqual([expect.stringMatching(/^IMPROVE \(case_recap\): /)]);
    expect(long?.lines).toEqual([expect.stringMatching(/^IMPROVE \(long_question\): /)]);
    const said = recap?.review?.said as LegalReview | undefined;
    expect(said).toMatchObject({
      verdict: "accept",
      grpo_suitability: "high",
      overrides: [{ name: "case_recap" }],
    });
    expect(said?.capabilities.map(({ weak }) => weak)).toEqual(
      said?.capabilities.map(({ weak }) => weak).toSorted((a, b) => (a ?? 2) - (b ?? 2)),
    );
  });

  it("is judged with the verdicts on the episode's earlier examples, and without what the host adds to them", async () => {
    const { model } = await play({ verdicts: [improve] });
    const packets = messagesTo(model, "judge").filter((text) => text.includes("<packet>"));
    expect(packets[0]).toContain("<previous_verdicts>\n\n</previous_verdicts>");
    expect(packets[1]).toContain('{"round":1,"gap_interpretation"');
    expect(packets[1]).not.toContain('"overrides"');
  });

  it("is measured only if the loop judge's reply can be read", async () => {
    const { trajectory } = await play({ verdicts: Array(20).fill("I like it.") });
    expect(stagesOf(trajectory)[0]).toMatchObject({ measured: false });
    expect(trajectory.observation.outcome).not.toBe("accepted");
  });
});

describe("a document that the extractor finds unsuitable", () => {
  it("is skipped when the host finds so too", async () => {
    const { trajectory, model } = await play({ suitable: false, confirmed: true });
    expect(trajectory.observation).toMatchObject({ outcome: "skipped" });
    expect(messagesTo(model, "challenger")).toEqual([]);
  });

  it("is extracted again and worked on when the host disagrees", async () => {
    const { trajectory, model } = await play({ suitable: false });
    expect(trajectory.observation).toMatchObject({ outcome: "accepted" });
    expect(messagesTo(model, "main")[1]).toContain("The document can be used: Notice runs from knowledge.");
  });
});

describe("an extract that is not in order", () => {
  it("comes back as a finding on the draft's source, and is made anew", async () => {
    const { trajectory, model } = await play({ extracts: [{ suitable: true, facts: "Few." }] });
    const findings = trajectory.events.find((event) => event.kind === "findings");
    expect(findings).toMatchObject({
      findings: expect.arrayContaining([expect.stringMatching(/^source\.facts: /)]),
    });
    expect(messagesTo(model, "main")[1]).toContain("source.facts");
    expect(trajectory.observation).toMatchObject({ outcome: "accepted", rounds: 2 });
  });
});
