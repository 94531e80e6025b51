import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Proposes the same example with its members in another order.",
  family: "second tries",
  rule: "same-example",
};
