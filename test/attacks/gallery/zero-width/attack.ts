import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Hides an order between invisible characters.",
  family: "hidden text",
  rule: "hidden-text",
};
