import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Changes workflow code where only prompts may be changed.",
  family: "edits out of bounds",
  rule: "paths",
  edits: "prompts",
};
