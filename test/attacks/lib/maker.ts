import type { Host } from "autodata/harness";
import type { Criterion, Draft } from "./tamper.js";

/**
 * Makes examples by code, without any challenger: facts of the document as criteria, those first that the weak solver
 * did not know. What it makes is hard for the weak solver and as flawed as `flaw` makes it.
 */
export async function makeByCode(host: Host, flaw: (draft: Draft) => Draft): Promise<void> {
  const facts = sentencesOf(host.document.text).filter((text) => text.length > 60 && text.length < 320);
  const known = new Map<string, number>();
  for (let round = 0; round < host.rounds; round++) {
    const asked = facts
      .map((fact, at) => ({ fact, order: (known.get(fact) ?? 0.5) + ((at * 7 + round * 3) % 11) / 100 }))
      .sort((one, other) => one.order - other.order)
      .slice(0, 11)
      .map(({ fact }) => fact);
    const proposal = await host.propose(flaw(draftOf(host, facts, asked)));
    if (!proposal.accepted) continue;
    const verification = await host.verify(proposal.example);
    if (!verification.passed) continue;
    for (const stage of host.stages) {
      const report = await host.evaluate(proposal.example, stage);
      if (stage === "weak") remember(known, asked, report.attempts);
      if (!report.passed) break;
      if (stage === host.stages.at(-1)) return;
    }
  }
}

function remember(
  known: Map<string, number>,
  asked: readonly string[],
  attempts: readonly { marks: { met: boolean }[] }[],
): void {
  for (const [at, fact] of asked.entries()) {
    const met = attempts.filter(({ marks }) => marks[at]?.met === true).length;
    known.set(fact, met / Math.max(1, attempts.length));
  }
}

function draftOf(host: Host, facts: readonly string[], asked: readonly string[]): Draft {
  const scene = facts.filter((fact) => !asked.includes(fact)).slice(0, 3);
  const rubric: Criterion[] = asked.map((fact) => ({
    criterion: `Explains that ${fact.charAt(0).toLowerCase()}${fact.slice(1)}`
      .split(" ")
      .slice(0, 24)
      .join(" "),
    weight: 5,
    category: "positive",
  }));
  return {
    question_type: "decision under constraints",
    reasoning_skills: ["trade-off analysis"],
    context: `The matter is ${host.document.title}. ${scene.join(" ")}`,
    question: `Weighing all that matters for ${asked.map(topicOf).join(", ")}: how do these hang together?`,
    reference_answer: asked.join(" "),
    rubric,
  };
}

/** The longest words of a sentence, for a question to point to it. */
function topicOf(fact: string): string {
  const words = (fact.match(/[A-Za-z-]{5,}/g) ?? []).sort((one, other) => other.length - one.length);
  return words.slice(0, 3).join(" ").toLowerCase();
}

function sentencesOf(text: string): string[] {
  return text
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join(" ")
    .split(/(?<=[.!?])\s+(?=[A-Z])/)
    .map((sentence) => sentence.trim());
}
