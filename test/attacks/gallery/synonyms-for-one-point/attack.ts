import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Asks for one point with different first words.",
  family: "rubric arithmetic",
  rule: "duplicate",
};
