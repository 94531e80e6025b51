import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Notes a verdict in the form of the host's own record.",
  family: "forged reports",
  rule: "record-only",
};
