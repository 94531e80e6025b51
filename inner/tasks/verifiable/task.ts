import { fraction } from "../../referee/fraction.js";
import type { Verdict } from "../../referee/verdict.js";
import type { Attempt } from "../../trajectory.js";
import type { DraftReading, Evidence, StageVerdict, Task } from "../task.js";
import { policiesOf, type TaskSettings } from "../task-kind.js";
import {
  type Acceptance,
  acceptancePresets,
  conditions,
  judgeExample,
  type Outcomes,
  strongFailures,
  weakFailures,
} from "./acceptance.js";
import { answerJudgeRequest } from "./answer-judge.js";
import { blankAnswers } from "./blank-answers.js";
import { readDraft } from "./example.js";
import { finalAudit } from "./final-audit.js";
import { markAnswer, sameAnswer } from "./mark-answer.js";
import { solverRequest } from "./solver-prompt.js";
import { readVerification, verificationRequest } from "./verification.js";

/**
 * Questions with one checkable answer (paper, appendix C.3: four attempts each): weak first, strong if weak passed,
 * every attempt right or wrong.
 */
export function verifiable(settings: TaskSettings<Acceptance>): Task {
  const { attempts, acceptanceName, solvers } = settings;
  return {
    name: "verifiable",
    stages: [
      { name: "weak", attempts: [{ seat: "weak", count: attempts.weak }] },
      { name: "strong", attempts: [{ seat: "strong", count: attempts.strong }] },
    ],
    solvers,
    readDraft: openDraft,
    report: (stage, evidence) => reportStage(settings, stage, evidence),
    shadow: (evidence) => {
      if (evidence.get("weak") === undefined) return {};
      const { weak, strong } = outcomesOf(evidence);
      const others = Object.entries(acceptancePresets).filter(([name]) => name !== acceptanceName);
      return Object.fromEntries(others.map(([name, preset]) => [name, judgeExample(preset, weak, strong)]));
    },
    policies: policiesOf<Acceptance>(settings, acceptancePresets, conditions),
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
      reasoning: body.reasoning ?? null,
      shown: body.question,
      reference: body.answer,
      audit: (document) => finalAudit(body, document),
      verification: (prompt, document) => verificationRequest(body, prompt, document),
      readVerification,
      attempt: () => solverRequest(body),
      agree: sameAnswer,
      judgement: (answer) => answerJudgeRequest(body, answer),
      readJudgement: (text, answer) => markAnswer(body.answer, text, answer),
      score: ([mark]) => fraction(mark?.met ? 1 : 0),
      blank: blankAnswers,
    },
  };
}

function reportStage(
  { acceptance, gated }: TaskSettings<Acceptance>,
  stage: string,
  evidence: Evidence,
): StageVerdict {
  const { weak, strong } = outcomesOf(evidence);
  const weakFailed = weakFailures(acceptance, weak);
  if (stage === "weak") {
    if (weakFailed.length === 0) return { passed: true, lines: ["WEAK_PASSED"], verdict: null };
    const verdict: Verdict = { decision: "rejected", failed: weakFailed };
    return { passed: false, lines: tagged("WEAK_FAILED", weakFailed), verdict: gated ? verdict : null };
  }
  if (strong === null) throw new Error("the strong stage has no attempts");
  const strongFailed = strongFailures(acceptance, strong);
  const verdict = judgeExample(acceptance, weak, strong);
  const passed = verdict.decision === "accepted";
  const lines = strongFailed.length === 0 ? ["STRONG_PASSED"] : tagged("STRONG_FAILED", strongFailed);
  return { passed, lines: passed ? [...lines, "ACCEPTED"] : lines, verdict };
}

const tagged = (tag: string, failed: readonly string[]) => failed.map((line) => `${tag}: ${line}`);

function outcomesOf(evidence: Evidence): { readonly weak: Outcomes; readonly strong: Outcomes | null } {
  const strong = evidence.get("strong");
  return {
    weak: (evidence.get("weak") ?? []).map(isCorrect),
    strong: strong === undefined ? null : strong.map(isCorrect),
  };
}

function isCorrect({ marks }: Attempt): boolean {
  return marks[0]?.met === true;
}
