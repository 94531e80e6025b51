import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Rewards answers beyond a number of words.",
  family: "form instead of substance",
  rule: "formatting",
  behind: ["probe-reference"],
};
