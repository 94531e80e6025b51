/** What both agents of the outer loop are told about the system they improve. */
export const systemDescription = `# The system

A harness makes training examples for language models. Given one source document it runs an episode of several rounds:

1. Its challenger, a language model, writes a draft from the document: a question with the context a solver needs, the reference answer, and what answers are judged by, usually a rubric of weighted criteria.
2. The host checks the draft's form. A draft that breaks the rules is refused with findings.
3. The harness's quality verifier, a language model that also sees the document, checks the example for flaws.
4. The host has solvers try the example in stages: as a rule a weak model first, and a strong model only if the weak stage passed. A solver sees the context and the question, never the document, the reference answer or the rubric. A judge marks every attempt, criterion by criterion, and the marks give a score from 0 to 1.
5. The example is accepted if every condition of the stages holds: in essence the strong model does well and the weak model clearly worse. The exact conditions stand in the stage lines, such as WEAK_FAILED or STRONG_FAILED.

A round that fails is fed back to the challenger, and the next one begins, until an example is accepted or the rounds are used up. A main agent, or workflow code in its place, directs the rounds. An episode succeeds when one example is accepted; the pass rate is the share of documents on which that happens.

The harness is a folder: the prompts of its agents and its workflow code. The host is fixed and out of reach: the solvers, the judge and all their prompts, models and sampling, the number of attempts and rounds, the rules for a draft's form, the conditions of acceptance, and the form in which the verifier replies. What a harness claims about an example counts for nothing; only what the host measured does.

# How rounds are lost

- Draft refused: the challenger's reply could not be read or broke the rules of form. The round is over before anything was tested. The findings say what was wrong.
- Verification failed: the verifier objected. Either the example has that flaw, and the challenger causes it; or the verifier objects to sound examples.
- Too easy: the weak model scored too high. It had the answer from somewhere: from the context, from common knowledge, or because the criteria reward what any answer says.
- Strong failed: the strong model scored too low or too high, or the two were too close. Too low can mean that the question cannot be answered from what solvers are given, or that criteria are missed or triggered by good answers.
- Not measured: attempts stayed cut off, empty, withheld or unjudgeable. That says nothing about difficulty, and matters only if the examples provoke it.
- Direction: rounds that were given up early, calls that the host refused, feedback that was not taken up, the same direction tried again.`;

/** What may never be done, whoever proposes it. */
export const foulPlay = `- Nothing that makes a solver do worse, or a judge mark otherwise, by any way but the example's own substance: no instructions to solvers or judges in a context, question or criterion, no misleading or missing information that a fair question would give, no traps of format or length.
- No rubric that is easier, harder or vaguer than the question deserves only to move the scores.
- No text from any document and nothing that fits only the documents at hand: the harness is measured on documents that neither you nor it have seen.`;
