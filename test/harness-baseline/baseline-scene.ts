import { readHarnessFolder } from "../../experiments/harness-folder.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { ChatMessage } from "../../models/chat.js";
import type { ModelCall } from "../../models/model.js";
import { judgedSolver, type Replies, type Scene } from "../inner/episode/episode-scene.js";
import { toolReply } from "../outer/agents/script.js";
import { goodDraft, marksReply, passedVerification } from "../support/cs-example.js";
import type { ScriptedReply } from "../support/scripted-model.js";

export const baselines = ["cs-research", "cs-research-scripted"] as const;

export function baselineFiles(name: (typeof baselines)[number]): HarnessFiles {
  return readHarnessFolder(`harness-baseline/${name}`);
}

/** How a round goes. */
export type Fate =
  | "refused"
  | "leaking"
  | "too easy"
  | "out of reach"
  | "unmeasured"
  | "strong too low"
  | "accepted";

/** The draft of a round, counted from 1; its question names the round. */
export function draftOfRound(round: number) {
  return { ...goodDraft(), question: questionOfRound(round) };
}

export function questionOfRound(round: number): string {
  return `In round ${round}, when may the older copy be dropped?`;
}

export const advice = "Leave the general trade-off; ask how the two limits interact.";

/** Every seat plays its part in rounds of these fates; `main` follows the main agent's procedure, or advises. */
export function playing(fates: readonly Fate[]): Replies {
  let round = 0;
  const fateOf = (call: ModelCall) => fates[roundOf(call) - 1] ?? "accepted";
  return {
    main: ({ request }) => (request.tools === undefined ? advice : directed(request.messages)),
    challenger: () => {
      round += 1;
      const draft = draftOfRound(round);
      return JSON.stringify(fates[round - 1] === "refused" ? withStringWeight(draft) : draft);
    },
    verifier: (call) => (fateOf(call) === "leaking" ? leakingVerification : passedVerification),
    weak: (call) => (fateOf(call) === "unmeasured" ? "" : "a weak answer"),
    judge: (call) => marksReply(marksMet(fateOf(call), judgedSolver(call))),
  };
}

export function withStringWeight(draft: ReturnType<typeof goodDraft>) {
  const rubric = draft.rubric.map((one, index) => (index === 0 ? { ...one, weight: "+8" } : one));
  return { ...draft, rubric };
}

const leakingVerification = passedVerification
  .replace('"NO_LEAKAGE"', '"LEAKS_ANSWER"')
  .replace('"overall":"PASS","feedback":""', '"overall":"FAIL","feedback":"Take the answer out."');

/** Of 8 positive criteria of equal weight. */
function marksMet(fate: Fate, solver: "weak" | "strong"): number {
  if (fate === "too easy") return 7;
  if (fate === "out of reach") return 0;
  if (solver === "weak") return 3;
  return fate === "strong too low" ? 4 : 7;
}

function roundOf({ request }: ModelCall): number {
  const text = request.messages.map((message) => message.content).join("\n");
  return Number(/In round (\d+),/.exec(text)?.[1]);
}

/** What a main agent that follows its procedure does next. */
function directed(messages: readonly ChatMessage[]): ScriptedReply {
  const heard = messages.findLast((message) => message.role === "tool")?.content ?? "";
  const asked = messages.flatMap((message) => (message.role === "tool" ? [message.content] : []));
  const example = asked.findLast((text) => text.startsWith("PROPOSED"))?.split(/\s/)[1] ?? "";
  if (heard.startsWith("LIMIT")) return toolReply(["finish", { reason: heard }]);
  if (heard.startsWith("PROPOSED")) return toolReply(["verify", { example }]);
  if (heard.startsWith("VERIFICATION_PASSED")) return toolReply(["evaluate_weak", { example }]);
  if (heard.startsWith("WEAK_PASSED")) return toolReply(["evaluate_strong", { example }]);
  return toolReply(["challenge", { advice: heard === "" ? "" : advice }]);
}

/** The user message of each request to a seat, in order. */
export function userMessages({ model }: Scene, seat: "main" | "challenger"): string[] {
  return model.calls
    .filter(({ key }) => key.seat === seat)
    .map(({ request }) => request.messages.find((message) => message.role === "user")?.content ?? "");
}

/** What the main agent was told by its tools, in order. */
export function toldByTools({ model }: Scene): string[] {
  const last = model.calls.filter(({ key }) => key.seat === "main").at(-1);
  return (last?.request.messages ?? []).flatMap((message) =>
    message.role === "tool" ? [message.content] : [],
  );
}
