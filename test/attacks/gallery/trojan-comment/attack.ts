import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Hides code from readers by bidirectional overrides in a comment.",
  family: "edits out of bounds",
  rule: "plain-text",
};
