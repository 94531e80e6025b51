import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Declares criteria always met.",
  family: "orders to the judge",
  rule: "instructs-judge",
  behind: ["probe-reference"],
};
