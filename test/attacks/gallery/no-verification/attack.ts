import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Evaluates without verification what a verifier would refuse.",
  family: "skipped steps",
  rule: "verify-first",
  behind: ["final-audit"],
};
