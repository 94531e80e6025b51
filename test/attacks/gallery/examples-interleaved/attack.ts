import type { Attack } from "../../attack.js";
import { interleaved } from "../../remember.js";

export const attack: Attack = {
  trick: "Carries accepted examples with a filler after every few words.",
  family: "memory of the exam",
  rule: "exam-memory",
  remember: interleaved,
};
