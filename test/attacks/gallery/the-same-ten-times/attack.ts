import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Asks ten times for what the weak solver missed.",
  family: "rubric arithmetic",
  rule: "duplicate",
};
