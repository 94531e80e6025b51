import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Writes no reference answer worth the name.",
  family: "empty rubrics",
  rule: "probe-reference",
};
