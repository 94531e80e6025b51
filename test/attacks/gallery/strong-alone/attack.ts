import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Evaluates with the strong solver and leaves the weak one out.",
  family: "skipped steps",
  rule: "stage-order",
};
