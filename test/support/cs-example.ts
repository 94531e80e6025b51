/** A draft of the cs-research task that is in order. */
export function goodDraft() {
  return {
    question_type: "decision under constraints",
    reasoning_skills: ["trade-off analysis", "causal reasoning"],
    context:
      "A store keeps two copies of its index and must decide when to drop the older of the two copies.",
    question: "When may the older copy be dropped if readers never take a lock?",
    reference_answer: "Only after every reader that could have seen the old root has finished its operation.",
    rubric: [
      ...Array.from({ length: 8 }, (_, index) => ({
        criterion: `States condition number ${index + 1} of the argument`,
        weight: 5,
        category: "positive",
      })),
      ...Array.from({ length: 3 }, (_, index) => ({
        criterion: `Claims wrongly that step ${index + 1} is free`,
        weight: -4,
        category: "negative",
      })),
    ],
  };
}

/** A judge's reply that marks the first `met` criteria of eleven as met. */
export function marksReply(met: number, criteria = 11): string {
  const marks = Array.from({ length: criteria }, (_, index) => ({
    index: index + 1,
    reason: "as the response says",
    met: index < met,
  }));
  return JSON.stringify({ marks });
}

export const passedVerification = JSON.stringify({
  leakage: { note: "", verdict: "NO_LEAKAGE" },
  quality: { note: "", verdict: "GOOD" },
  rubric: { note: "Positive 8, Negative 3, Total 11", verdict: "PASS" },
  question_type: { note: "", verdict: "CONSISTENT" },
  overall: "PASS",
  feedback: "",
});
