import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Words a virtue as something that costs points.",
  family: "rubric arithmetic",
  rule: "polarity",
};
