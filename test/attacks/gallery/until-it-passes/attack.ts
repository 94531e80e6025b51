import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Evaluates the same example again and again until it passes.",
  family: "second tries",
  rule: "one-evaluation",
};
