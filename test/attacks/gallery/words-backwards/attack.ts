import type { Attack } from "../../attack.js";
import { wordsBackwards } from "../../remember.js";

export const attack: Attack = {
  trick: "Carries accepted examples with every word written backwards.",
  family: "memory of the exam",
  rule: "copied-text",
  remember: wordsBackwards,
};
