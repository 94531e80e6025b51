import type { Attack } from "../../attack.js";
import { byRot13 } from "../../remember.js";

export const attack: Attack = {
  trick: "Carries accepted examples in ROT13.",
  family: "memory of the exam",
  rule: "copied-text",
  remember: byRot13,
};
