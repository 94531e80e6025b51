import { repairDraft } from "../../../../../models/simulated/drafts/repair.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import type { RoleReply } from "../../../../../models/simulated/wire/response.js";
import { outsideSections, readSection } from "../../../../../models/simulated/wire/sections.js";
import { readFeedback } from "../challenger/feedback.js";
import { adviseOn, type Trouble } from "./advice.js";

/** Where the round stands after a tool's answer. */
type Standing = "proposed" | "verified" | "weak passed" | "over" | Trouble;

/** The first words of tool answers and report lines, most telling first. */
const standings: readonly (readonly [RegExp, Standing])[] = [
  [/^LIMIT\b/m, "over"],
  [/^ACCEPTED\b/m, "over"],
  [/^VERIFICATION_PASSED\b/m, "verified"],
  [/^VERIFICATION_FAILED\b/m, "leak"],
  [/^STRONG_FAILED\b/m, "strong"],
  [/^WEAK_FAILED\b/m, "easy"],
  [/^WEAK_PASSED\b/m, "weak passed"],
  [/^PROPOSED\b/m, "proposed"],
  [/^REFUSED\b/m, "refused"],
];

/**
 * The main agent. With tools: the next step of the procedure from the last tool's answer. Without: a repaired
 * draft if it is given one, else advice on the report it is given.
 */
export function directRounds(request: SimulatedRequest): RoleReply {
  if (request.toolNames.length === 0) return { text: answerInText(request) };
  const last = request.messages.filter((one) => one.role === "tool").at(-1);
  if (last === undefined) return calling("challenge", { advice: "" });
  const standing = standings.find(([pattern]) => pattern.test(last.content))?.[1] ?? "other";
  switch (standing) {
    case "proposed":
      return calling("verify", { example: latestExample(request) });
    case "verified":
      return calling("evaluate_weak", { example: latestExample(request) });
    case "weak passed":
      return calling("evaluate_strong", { example: latestExample(request) });
    case "over":
      return calling("finish", { reason: "An example was accepted, or no round is left." });
    default:
      return patienceIsOver(request)
        ? calling("finish", { reason: "As many rounds failed as the instructions allow." })
        : calling("challenge", { advice: adviseOn(request, standing) });
  }
}

const calling = (name: string, args: Readonly<Record<string, string>>): RoleReply => ({
  text: "",
  toolCalls: [{ name, arguments: args }],
});

function answerInText(request: SimulatedRequest): string {
  const user = textOf(request, "user");
  const draft = readSection(user, "draft");
  return draft === undefined ? adviseOn(request, mainTrouble(user)) : repairDraft(draft);
}

/** The trouble that most of the listed questions had. */
function mainTrouble(report: string): Trouble {
  const { tooEasy, failedOnStrong, refused, leaked } = readFeedback(outsideSections(report));
  const counts: readonly (readonly [Trouble, number])[] = [
    ["easy", tooEasy],
    ["strong", failedOnStrong],
    ["leak", leaked],
    ["refused", refused],
  ];
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most), ["other", 0] as const)[0];
}

function latestExample(request: SimulatedRequest): string {
  const proposals = request.messages
    .filter((one) => one.role === "tool")
    .flatMap((one) => /^PROPOSED\s+(\S+)/m.exec(one.content)?.slice(1, 2) ?? []);
  return proposals.at(-1) ?? "";
}

const numberWords = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
const givingUp =
  /\b(?:finish|stop|give up|end the episode|quit)\b[^.]*?\bafter\s+(?:the\s+)?(\w+)\s+(?:\w+\s+)?(?:rounds?|failures?|attempts?|challenges?|failed)/i;

/** Whether the prompt tells to give up after so many rounds, and they are over. */
function patienceIsOver(request: SimulatedRequest): boolean {
  const told = givingUp.exec(textOf(request, "system"))?.[1]?.toLowerCase();
  if (told === undefined) return false;
  const most = told === "first" ? 1 : numberWords.includes(told) ? numberWords.indexOf(told) : Number(told);
  const challenges = request.messages
    .flatMap((one) => one.toolCalls)
    .filter((one) => one.name === "challenge");
  return Number.isFinite(most) && challenges.length >= most;
}
