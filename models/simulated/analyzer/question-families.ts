/** A kind of question that the simulated analyzer has a notion of. */
export interface QuestionFamily {
  /** What it may be called; which name comes up is a whim. */
  readonly names: readonly [string, ...string[]];
  /** One line; its words are those by which a question is known to belong here. */
  readonly definition: string;
  readonly group: "reasoning" | "mixed" | "knowledge";
}

export const questionFamilies: readonly QuestionFamily[] = [
  {
    names: ["Proof and formal argument", "Formal proof"],
    definition: "To prove, show, establish or refute a statement, theorem, lemma or invariant.",
    group: "reasoning",
  },
  {
    names: ["Multi-step symbolic derivation", "Symbolic derivation"],
    definition:
      "To derive, simplify, solve or express a closed form, solution or identity in terms of symbols.",
    group: "reasoning",
  },
  {
    names: ["Combinatorial and structural counting", "Counting arguments"],
    definition: "To count the number of ways, arrangements, subsets, paths, graphs or permutations.",
    group: "reasoning",
  },
  {
    names: ["Probabilistic and dynamical reasoning", "Probability and dynamics"],
    definition:
      "To find a probability, expected value, distribution, stationary state or random walk over time.",
    group: "reasoning",
  },
  {
    names: ["Asymptotics and scaling", "Asymptotic growth"],
    definition:
      "How a quantity grows, scales, converges or behaves in the asymptotic limit; its complexity or order.",
    group: "reasoning",
  },
  {
    names: ["Decisions under constraints", "Trade-off decisions"],
    definition:
      "To choose, decide, recommend, design or weigh options under constraints, costs, risks and trade-offs.",
    group: "reasoning",
  },
  {
    names: ["Physical modelling", "Modelling of systems"],
    definition:
      "To model a system of forces, energy, heat, velocity, current, mass or flow and predict its motion.",
    group: "mixed",
  },
  {
    names: ["Algorithmic computation", "Step-by-step computation"],
    definition:
      "To compute, calculate, evaluate, trace or run an algorithm, sum, table or program to its output.",
    group: "mixed",
  },
  {
    names: ["Inference from data", "Data-driven inference"],
    definition:
      "To estimate, infer, fit or interpret data, measurements, observations, samples or an experiment.",
    group: "mixed",
  },
  {
    names: ["Causal explanation", "Explanation of mechanisms"],
    definition: "To explain a reason, cause, mechanism, failure or effect that something happens.",
    group: "mixed",
  },
  {
    names: ["Direct formula", "Formula look-up"],
    definition: "To convert a unit or apply a known formula, equation, law or constant once.",
    group: "knowledge",
  },
  {
    names: ["Fact or definition", "Recall of definitions"],
    definition: "To define, name, state or list a term, definition, fact, year, author or property.",
    group: "knowledge",
  },
];
