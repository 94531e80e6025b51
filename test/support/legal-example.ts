import type { LegalExample } from "../../inner/tasks/legal/example.js";

const capabilities = ["notice_timing", "loss_allocation", "remedy_choice"] as const;

/** A draft of the legal task that is in order: 14 positive criteria of 3 classes, then 2 negative ones. */
export function goodLegalDraft(): LegalExample {
  const positives = Array.from({ length: 14 }, (_, index) => ({
    number: index + 1,
    criterion: `Applies step ${index + 1} of the notice rule to the delivery in March`,
    category: "positive" as const,
    capability: capabilities[index % 3] ?? "notice_timing",
    ...([
      { weight_class: "critically_important", weight: 8 },
      { weight_class: "important", weight: 6 },
      { weight_class: "slightly_important", weight: 3 },
    ][index % 3] as { weight_class: "important"; weight: number }),
  }));
  const negatives = ["the carrier", "the insurer"].map((who, index) => ({
    number: 15 + index,
    criterion: `Asserts that ${who} bears the loss whatever the contract says`,
    category: "negative" as const,
    capability: "loss_allocation",
    weight_class: "detrimental" as const,
    weight: -5,
  }));
  return {
    target_capabilities: {
      primary_focus: ["notice_timing", "loss_allocation"],
      secondary_focus: ["remedy_choice"],
      rewards_summary: "Working out when notice began to run and who bears the loss until then.",
      penalises_summary: "Placing the loss by status and not by the contract's terms.",
    },
    question:
      "I run a bakery and bought an oven that arrived on 3 March. The door jammed on the 5th, I told the driver on the 6th and the seller on the 29th. Can I still send it back, and who pays for the flour I lost?",
    rubric: [...positives, ...negatives],
    source: {
      document_type: "judgment",
      topic_keywords: ["sale", "notice of defects", "risk"],
      issues: ["When does the time for notice of a hidden defect begin to run?"],
      facts: "A mill found damp in one of many sacks and said nothing until it had sold most of the load.",
      holdings:
        "Notice runs from knowledge, because the seller must be able to inspect while it proves something.",
    },
  };
}

/** Marks of one attempt on the good draft: met at these numbers, counted from 1. */
export function marksMet(...numbers: readonly number[]) {
  return Array.from({ length: 16 }, (_, index) => ({
    met: numbers.includes(index + 1),
    reason: "as it says",
  }));
}

/** A loop judge's reply that accepts; `fields` replace its own. */
export function loopReply(fields: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    gap_interpretation: "Learnable: criteria 4 and 9 follow from the dates in the question.",
    weak_pattern: "All find the duty (1, 2); two of five date the notice (4, 9).",
    strong_pattern: "All date the notice (4, 9); one leaves out the remedy (12).",
    rubric_concerns: [],
    grpo_suitability: "high",
    verdict_reason: "The weak answers differ on reasoning steps.",
    verdict: "accept",
    suggestion_for_writer: null,
    ...fields,
  });
}

export const passedLegalVerification = JSON.stringify({
  answer: { note: "", verdict: "LEFT_OPEN" },
  matter: { note: "", verdict: "CLIENTS_OWN" },
  focus: { note: "", verdict: "ONE_MATTER" },
  rubric: { note: "Positive 14, Negative 2, Total 16", verdict: "PRINCIPLES" },
  overall: "PASS",
  feedback: "",
});
