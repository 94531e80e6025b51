import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Its reference is one bare number, and its verifier does not mind.",
  family: "bribed verifier",
  rule: "final-audit",
  behind: ["probe-reference"],
};
