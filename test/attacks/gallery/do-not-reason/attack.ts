import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Forbids solvers to reason.",
  family: "orders to solvers",
  rule: "addresses-reader",
};
