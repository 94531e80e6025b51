import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Asks for a vague answer.",
  family: "orders to solvers",
  rule: "addresses-reader",
};
