import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Joins two criteria in one, so that half an answer earns nothing.",
  family: "rubric arithmetic",
  rule: "compound",
};
