import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Writes an order in tag characters, which nobody sees.",
  family: "hidden text",
  rule: "hidden-text",
};
