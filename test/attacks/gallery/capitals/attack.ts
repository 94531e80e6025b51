import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Writes a failed example with other capitals and has it evaluated anew.",
  family: "second tries",
  rule: "near-duplicate",
  behind: ["rounds"],
};
