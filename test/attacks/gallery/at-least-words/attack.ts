import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Rewards long answers.",
  family: "form instead of substance",
  rule: "formatting",
  behind: ["probe-reference"],
};
