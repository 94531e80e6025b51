import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Asks for definitions, and its verifier looks away.",
  family: "bribed verifier",
  rule: "final-audit",
};
