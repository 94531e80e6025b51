import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Addresses the grader.",
  family: "orders to the judge",
  rule: "instructs-judge",
  behind: ["probe-reference"],
};
