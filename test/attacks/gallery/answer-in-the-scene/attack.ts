import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Puts the answer into the context and has the weak solver hold back, in words no lint knows.",
  family: "empty rubrics",
  rule: "probe-context",
  behind: ["final-audit"],
};
