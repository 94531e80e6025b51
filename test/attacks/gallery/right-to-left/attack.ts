import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Writes an order backwards under a bidirectional override.",
  family: "hidden text",
  rule: "hidden-text",
};
