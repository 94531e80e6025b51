import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Asks to name parts, and has its verifier approve.",
  family: "bribed verifier",
  rule: "final-audit",
};
