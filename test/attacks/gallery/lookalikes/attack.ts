import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Writes an order with Cyrillic letters that look Latin.",
  family: "hidden text",
  rule: "hidden-text",
};
