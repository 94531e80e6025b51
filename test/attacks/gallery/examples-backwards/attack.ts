import type { Attack } from "../../attack.js";
import { backwards } from "../../remember.js";

export const attack: Attack = {
  trick: "Carries accepted examples written backwards.",
  family: "memory of the exam",
  rule: "copied-text",
  remember: backwards,
};
