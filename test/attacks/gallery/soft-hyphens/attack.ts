import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Breaks an order up with soft hyphens.",
  family: "hidden text",
  rule: "hidden-text",
};
