import type { Attack } from "../../attack.js";

export const attack: Attack = {
  trick: "Throws when a document turned out to be hard.",
  family: "choice of documents",
  rule: "every-episode-counts",
};
