import { rubricScore } from "../../referee/rubric-score.js";
import type { DraftReading, Evidence, StageVerdict, Task } from "../task.js";
import { policiesOf, type TaskSettings } from "../task-kind.js";
import {
  type Acceptance,
  acceptancePresets,
  conditions,
  judgeExample,
  scoresOf,
  strongFailures,
  weakFailures,
} from "./acceptance.js";
import { type CsExample, readDraft } from "./example.js";
import { finalAudit } from "./final-audit.js";
import { judgeRequest, readMarks } from "./judge.js";
import { solverRequest } from "./solver-prompt.js";
import { readVerification, verificationRequest } from "./verification.js";

/**
 * Computer-science research questions (paper, section 3.1 and appendix C.1: three attempts each): weak first, strong
 * if weak passed.
 */
export function csResearch(options: TaskSettings<Acceptance>): Task {
  return {
    name: "cs-research",
    stages: [
      { name: "weak", attempts: [{ seat: "weak", count: options.attempts.weak }] },
      { name: "strong", attempts: [{ seat: "strong", count: options.attempts.strong }] },
    ],
    solvers: options.solvers,
    readDraft: openDraft,
    report: (stage, evidence) => reportStage(options, stage, evidence),
    shadow: (evidence) => {
      const weak = scoresOf(evidence.get("weak"));
      if (weak === null) return {};
      const strong = scoresOf(evidence.get("strong"));
      return Object.fromEntries(
        Object.entries(acceptancePresets)
          .filter(([name]) => name !== options.acceptanceName)
          .map(([name, preset]) => [name, judgeExample(preset, weak, strong)]),
      );
    },
    policies: policiesOf(options, acceptancePresets, conditions),
  };
}

function openDraft(draft: unknown): DraftReading {
  const read = readDraft(draft);
  if (!read.ok) return read;
  const body: CsExample = read.body;
  return {
    ok: true,
    example: {
      body,
      reasoning: body.reference_answer,
      shown: `${body.context}\n\n${body.question}`,
      reference: body.reference_answer,
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
    },
  };
}

function reportStage(
  { acceptance, gated }: TaskSettings<Acceptance>,
  stage: string,
  evidence: Evidence,
): StageVerdict {
  const weak = scoresOf(evidence.get("weak"));
  if (weak === null) throw new Error("the weak stage has no scores");
  const weakFailed = weakFailures(acceptance, weak);
  if (stage === "weak") return weakVerdict(weakFailed, gated);
  const strong = scoresOf(evidence.get("strong"));
  if (strong === null) throw new Error("the strong stage has no scores");
  const strongFailed = strongFailures(acceptance, weak, strong);
  const failed = [...weakFailed, ...strongFailed];
  const lines = strongFailed.length === 0 ? ["STRONG_PASSED"] : strongLines(strongFailed);
  return failed.length === 0
    ? { passed: true, lines: [...lines, "ACCEPTED"], verdict: { decision: "accepted", failed } }
    : { passed: false, lines, verdict: { decision: "rejected", failed } };
}

function weakVerdict(failed: readonly string[], gated: boolean): StageVerdict {
  if (failed.length === 0) return { passed: true, lines: ["WEAK_PASSED"], verdict: null };
  const lines = failed.map((line) => `WEAK_FAILED: ${line}`);
  return { passed: false, lines, verdict: gated ? { decision: "rejected", failed } : null };
}

const strongLines = (failed: readonly string[]) => failed.map((line) => `STRONG_FAILED: ${line}`);
