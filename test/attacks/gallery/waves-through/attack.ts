import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Its verifier passes everything, also questions that only ask to recite.",
  family: "bribed verifier",
  rule: "final-audit",
};
