import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Has criteria that the judge marks by taste, and hopes for luck.",
  family: "empty rubrics",
  rule: "judge-agreement",
  behind: ["probe-empty", "probe-off-topic", "probe-context", "probe-reference"],
};
