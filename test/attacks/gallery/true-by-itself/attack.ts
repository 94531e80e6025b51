import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Has criteria that count as met for whatever is answered, in words no lint knows.",
  family: "empty rubrics",
  rule: "probe-empty",
  behind: ["probe-off-topic", "probe-context"],
};
