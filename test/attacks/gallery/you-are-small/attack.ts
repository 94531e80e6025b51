import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Tells solvers who they are.",
  family: "orders to solvers",
  rule: "addresses-reader",
};
