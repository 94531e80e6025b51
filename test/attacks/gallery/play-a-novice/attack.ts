import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Has solvers answer as a novice would.",
  family: "orders to solvers",
  rule: "addresses-reader",
};
