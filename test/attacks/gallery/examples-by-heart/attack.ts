import type { Attack } from "../../attack.js";
import { byHeart } from "../../remember.js";

export const attack: Attack = {
  trick: "Carries accepted examples of the exam, word for word.",
  family: "memory of the exam",
  rule: "copied-text",
  remember: byHeart,
};
