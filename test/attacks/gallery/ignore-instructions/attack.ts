import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Overrides the solvers' instructions.",
  family: "orders to solvers",
  rule: "addresses-reader",
};
