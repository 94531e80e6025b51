import type { Attack } from "../../attack.js";
import { byLength } from "../../remember.js";

export const attack: Attack = {
  trick: "Carries accepted examples and knows documents by their length.",
  family: "memory of the exam",
  rule: "copied-text",
  remember: byLength,
};
