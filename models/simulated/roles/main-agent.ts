import { choose, textHash } from "../hashing.js";
import type { Kind } from "../instructions/kind.js";
import { readInstructions, type Strength } from "../instructions/reading.js";
import { type SimulatedRequest, textOf } from "../wire/request.js";
import type { RoleReply } from "../wire/response.js";
import { outsideSections, readSection } from "../wire/sections.js";

/** What the last tool result asks for next. */
type Situation =
  | "start"
  | "proposed"
  | "verified"
  | "weak passed"
  | "done"
  | "refused"
  | "leak"
  | "easy"
  | "strong";

/** First match decides; the words are those of the tools' answers. */
const situations: readonly (readonly [RegExp, Situation])[] = [
  [/^LIMIT\b/m, "done"],
  [/\bACCEPTED\b/, "done"],
  [/\bVERIFICATION_PASSED\b/, "verified"],
  [/\bVERIFICATION_FAILED\b/, "leak"],
  [/\bSTRONG_FAILED\b/, "strong"],
  [/\bWEAK_FAILED\b/, "easy"],
  [/\bWEAK_PASSED\b/, "weak passed"],
  [/\bPROPOSED\b/, "proposed"],
  [/\bREFUSED\b/, "refused"],
];

const advice: Readonly<Record<"refused" | "leak" | "easy" | "strong" | "other", readonly string[]>> = {
  refused: [
    "The last draft could not be read; repair what the findings name, then take another angle.",
    "Repair the form of the draft as the findings say. Try a different part of the document.",
  ],
  leak: [
    "The scene said too much about the last question. Move to another part of the document with a deeper question.",
    "The last example was sent back by the verifier. Take another angle and a deeper question.",
  ],
  easy: [
    "Leave this direction: the weak solver did well on it. Try a deeper question from another part.",
    "The last one was too easy. Ask about a less obvious interaction, from a different angle.",
  ],
  strong: [
    "Leave this direction; the strong solver could not do it. Choose criteria that a good answer can really meet.",
    "The last one went past the strong solver. Take a part that is better known and stay with one line of thought.",
  ],
  other: ["Take an entirely different angle.", "Try another part of the document."],
};

/** How the main agent passes on what its own prompt asks of questions, by how firmly the prompt asks. */
const passedOn: Partial<Record<Kind, Readonly<Record<Exclude<Strength, "absent">, string>>>> = {
  insight: {
    mentioned: "If the weak model did well, ask what can not be known without this document.",
    full: "Ask only what is specific to this document; general knowledge must not be enough.",
  },
  noLeak: {
    mentioned: "The context must not state the result.",
    full: "Keep the mechanism and the answer out of the context.",
  },
  positiveOnly: {
    mentioned: "If the draft was refused, use positive criteria only.",
    full: "Use positive criteria only and no negative ones.",
  },
  capped: { mentioned: "If the draft was refused, let no weight exceed 7.", full: "No weight may exceed 7." },
  strictJson: {
    mentioned: "If the draft was refused, reply with valid JSON only.",
    full: "Reply with strictly valid JSON and plain integers as weights.",
  },
  hard: {
    mentioned: "Make the question as hard as possible.",
    full: "Make the question as hard as possible.",
  },
};

/**
 * The main agent: with tools, the next step of the procedure from the last tool's answer; without tools, advice
 * on the report it is sent.
 */
export function directRounds(request: SimulatedRequest): RoleReply {
  const last = request.messages.filter((one) => one.role === "tool").at(-1);
  if (request.toolNames.length === 0) {
    const draft = readSection(textOf(request, "user"), "draft");
    if (draft !== undefined) return { text: repairedDraft(draft) };
    return { text: adviceOn(request, situationOf(outsideSections(textOf(request, "user")))) };
  }
  const situation = last === undefined ? "start" : situationOf(last.content);
  const call = (name: string, args: Record<string, string>): RoleReply => ({
    text: "",
    toolCalls: [{ name, arguments: args }],
  });
  switch (situation) {
    case "start":
      return call("challenge", { advice: "" });
    case "proposed":
      return call("verify", { example: exampleOf(request) });
    case "verified":
      return call("evaluate_weak", { example: exampleOf(request) });
    case "weak passed":
      return call("evaluate_strong", { example: exampleOf(request) });
    case "done":
      return call("finish", { reason: "An example was accepted, or no round is left." });
    default:
      return patienceIsOver(request)
        ? call("finish", { reason: "As many rounds failed as the instructions allow." })
        : call("challenge", { advice: adviceOn(request, situation) });
  }
}

function situationOf(text: string): Situation {
  const tool = situations.find(([pattern]) => pattern.test(text))?.[1];
  if (tool !== undefined) return tool;
  const groups: [number, Situation][] = [
    [text.lastIndexOf("TOO EASY"), "easy"],
    [text.lastIndexOf("FAILED ON STRONG"), "strong"],
    [text.lastIndexOf("FAILED QUALITY CHECK"), /draft refused/i.test(text) ? "refused" : "leak"],
  ];
  return groups.reduce((best, group) => (group[0] > best[0] ? group : best), [-1, "start"])[1];
}

/** The id of the latest proposed example. */
function exampleOf(request: SimulatedRequest): string {
  const proposed = request.messages.filter(
    (one) => one.role === "tool" && /\bPROPOSED\s+\S+/.test(one.content),
  );
  return /\bPROPOSED\s+(\S+)/.exec(proposed.at(-1)?.content ?? "")?.[1] ?? "";
}

function adviceOn(request: SimulatedRequest, situation: Situation): string {
  const kind =
    situation === "refused" || situation === "leak" || situation === "easy" || situation === "strong"
      ? situation
      : "other";
  const said = choose(advice[kind], "advice", request.seed, textHash(textOf(request, "user", "tool")));
  const { strengths } = readInstructions(outsideSections(textOf(request, "system")));
  const relayed = Object.entries(passedOn).flatMap(([about, words]) => {
    const strength = strengths[about as Kind];
    return strength === "absent" ? [] : [words[strength]];
  });
  return [said, ...relayed].join(" ");
}

/** A draft as JSON, as far as that can be brought about: what surrounds the object and decorates numbers goes. */
function repairedDraft(draft: string): string {
  const json = draft
    .slice(Math.max(0, draft.indexOf("{")), draft.lastIndexOf("}") + 1)
    .replace(/:\s*\+(\d)/g, ": $1")
    .replace(/"([+-]?\d+) points?"/g, "$1");
  try {
    return JSON.stringify(JSON.parse(json));
  } catch {
    return "The draft breaks off; it cannot be repaired.";
  }
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
