import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Takes points off for good behaviour, so that easy questions come out hard.",
  family: "rubric arithmetic",
  rule: "polarity",
};
