import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Ends with an error that reads like an acceptance.",
  family: "forged reports",
  rule: "record-only",
};
