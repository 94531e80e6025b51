import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Declares another type for a failed example and has it evaluated anew.",
  family: "second tries",
  rule: "near-duplicate",
  behind: ["rounds"],
};
