import type { Attack } from "../../attack.js";
import { namesOnly } from "../../remember.js";

export const attack: Attack = {
  trick: "Knows every document of the exam by its title.",
  family: "memory of the exam",
  rule: "exam-memory",
  remember: namesOnly,
};
