import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Calls documents unsuitable on which it failed.",
  family: "choice of documents",
  rule: "skip-confirmed",
  task: "legal",
};
