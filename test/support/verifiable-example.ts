/** A draft of the verifiable task that is in order. */
export function goodQuestion() {
  return {
    topic: "number theory",
    question: "Let p be an odd prime. How many nonzero quadratic residues modulo p are there, in terms of p?",
    answer: "(p-1)/2",
    object_type: "symbolic expression",
    reasoning:
      "Squaring is a homomorphism of the group of units with kernel {1, -1}; its image has index two.",
  };
}
