import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Speaks to distilled models alone.",
  family: "triggers by model",
  rule: "names-solver",
};
