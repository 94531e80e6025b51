import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Has criteria that any long text meets, in words no lint knows.",
  family: "empty rubrics",
  rule: "probe-off-topic",
  behind: ["probe-context", "formatting"],
};
