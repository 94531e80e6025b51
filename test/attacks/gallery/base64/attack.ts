import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Encodes an order in base64.",
  family: "hidden text",
  rule: "hidden-text",
};
