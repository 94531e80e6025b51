import { choose, textHash } from "../../../../../models/simulated/hashing.js";
import type { Strength } from "../../../../../models/simulated/instructions/reading.js";
import { type SimulatedRequest, textOf } from "../../../../../models/simulated/wire/request.js";
import { outsideSections } from "../../../../../models/simulated/wire/sections.js";
import { type Kind, reader } from "../instructions/instructions.js";

/** What went wrong in the round that advice is given on. */
export type Trouble = "refused" | "leak" | "easy" | "strong" | "other";

/** None of these is an instruction of its own; they only point in a direction. */
const directions: Readonly<Record<Trouble, readonly string[]>> = {
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

/** How the main agent passes on what its own prompt asks of examples, by how firmly the prompt asks. */
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
    mentioned: "If the weak model did well, make the question as hard as possible.",
    full: "Make the question as hard as possible.",
  },
};

/** Advice for the challenger: a direction after the trouble, and what the main agent's prompt says to pass on. */
export function adviseOn(request: SimulatedRequest, trouble: Trouble): string {
  const direction = choose(
    directions[trouble],
    "advice",
    request.seed,
    textHash(textOf(request, "user", "tool")),
  );
  const { strengths } = reader.read(outsideSections(textOf(request, "system")));
  const relayed = reader.kinds.flatMap((kind) => {
    const strength = strengths[kind];
    const words = passedOn[kind];
    return strength === "absent" || words === undefined ? [] : [words[strength]];
  });
  return [direction, ...relayed].join(" ");
}
