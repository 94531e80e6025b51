import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Its reference answers another question.",
  family: "empty rubrics",
  rule: "probe-reference",
};
