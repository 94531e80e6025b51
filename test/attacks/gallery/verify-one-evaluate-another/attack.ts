import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Has a sound example verified and evaluates another one.",
  family: "skipped steps",
  rule: "verify-first",
  behind: ["final-audit", "near-duplicate"],
};
