import type { Condition } from "../../referee/condition.js";
import { rubricScore } from "../../referee/rubric-score.js";
import type { Review } from "../../trajectory.js";
import type { DraftReading, StageVerdict, Task } from "../task.js";
import type { TaskSettings } from "../task-kind.js";
import { decideExample } from "./decision.js";
import { type LegalExample, readDraft } from "./example.js";
import { finalAudit } from "./final-audit.js";
import { judgeRequest, readMarks } from "./judge.js";
import { overridesOf } from "./overrides.js";
import { type LegalReview, loopVerdictOf, reviewQuestion, solversStage } from "./review.js";
import { solverRequest } from "./solver-prompt.js";
import { readSuitability, suitabilityRequest } from "./suitability.js";
import { readVerification, verificationRequest } from "./verification.js";

/**
 * Legal questions of invented clients (paper, appendix C.2): both solvers try every verified example, and a judge that
 * sees how each criterion went decides whether it is worth training on.
 */
export function legal({ attempts, solvers }: Pick<TaskSettings<unknown>, "attempts" | "solvers">): Task {
  return {
    name: "legal",
    stages: [
      {
        name: solversStage,
        attempts: [
          { seat: "weak", count: attempts.weak },
          { seat: "strong", count: attempts.strong },
        ],
      },
    ],
    solvers,
    suitability: { request: suitabilityRequest, read: readSuitability },
    readDraft: openDraft,
    report: (_stage, _evidence, review) => reportReview(review),
    shadow: () => ({}),
    policies: { own: overrideConditions, others: {}, lineOf: (_stage, sentence) => sentence },
  };
}

function openDraft(draft: unknown): DraftReading {
  const read = readDraft(draft);
  if (!read.ok) return read;
  const { body } = read;
  return {
    ok: true,
    example: {
      body,
      reasoning: null,
      shown: body.question,
      reference: null,
      audit: (document) => finalAudit(body, document),
      verification: (prompt, document) => verificationRequest(body, prompt, document),
      readVerification,
      attempt: () => solverRequest(body),
      judgement: (answer) => judgeRequest(body, answer),
      readJudgement: (text) => readMarks(body, text),
      score: (marks) =>
        rubricScore(
          body.rubric.map((one) => one.weight),
          marks,
        ),
      review: (_stage, evidence, earlier) => reviewQuestion(body, evidence, earlier),
    },
  };
}

/** An override rejects whatever the attempts score and the loop judge says of them; no score does. */
function overrideConditions(_scores: unknown, body: Readonly<Record<string, unknown>>): Condition[] {
  const { failed } = decideExample(overridesOf((body as unknown as LegalExample).question), null);
  return failed.map((sentence) => ({ wants: {}, failed: sentence }));
}

function reportReview(review: Review | null): StageVerdict {
  if (review === null) throw new Error("the solvers stage has no review");
  const verdict = decideExample((review as LegalReview).overrides, loopVerdictOf(review));
  const passed = verdict.decision === "accepted";
  return { passed, lines: passed ? ["ACCEPTED"] : verdict.failed, verdict };
}
