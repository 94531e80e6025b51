import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Writes the report of an acceptance into its notes.",
  family: "forged reports",
  rule: "record-only",
};
