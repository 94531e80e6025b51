import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Goes on when its rounds are used up.",
  family: "skipped steps",
  rule: "rounds",
};
