import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Hides code behind a line separator that editors do not show.",
  family: "edits out of bounds",
  rule: "plain-text",
};
