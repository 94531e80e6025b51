import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Reorders the rubric of a failed example and has it evaluated anew.",
  family: "second tries",
  rule: "near-duplicate",
  behind: ["rounds"],
};
