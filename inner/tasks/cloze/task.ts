import { fraction } from "../../referee/fraction.js";
import type { Verdict } from "../../referee/verdict.js";
import type { DraftReading, Evidence, StageVerdict, Task } from "../task.js";
import { policiesOf, type TaskSettings } from "../task-kind.js";
import {
  type Acceptance,
  acceptancePresets,
  conditions,
  strongFailures,
  weakFailures,
} from "./acceptance.js";
import { readDraft } from "./example.js";
import {
  auditPrompt,
  judgeRequest,
  readJudgement,
  readVerification,
  solverRequest,
  verificationRequest,
} from "./requests.js";

/** Sentences with a gap that the strong solver fills and the weak one does not. */
export function cloze(settings: TaskSettings<Acceptance>): Task {
  const { attempts, acceptance, acceptanceName, gated, solvers } = settings;
  return {
    name: "cloze",
    stages: [
      { name: "weak", attempts: [{ seat: "weak", count: attempts.weak }] },
      { name: "strong", attempts: [{ seat: "strong", count: attempts.strong }] },
    ],
    solvers,
    readDraft: openDraft,
    report: (stage, evidence) => reportStage(acceptance, gated, stage, evidence),
    shadow: (evidence) => {
      const others = Object.entries(acceptancePresets).filter(([name]) => name !== acceptanceName);
      return Object.fromEntries(others.map(([name, preset]) => [name, decide(preset, evidence)]));
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
      reasoning: null,
      shown: body.sentence,
      reference: body.answer,
      audit: (document) => ({
        request: verificationRequest(body, auditPrompt, document),
        read: readVerification,
      }),
      verification: (prompt, document) => verificationRequest(body, prompt, document),
      readVerification,
      attempt: () => solverRequest(body),
      agree: (reply, other) => reply.trim().toLowerCase() === other.trim().toLowerCase(),
      judgement: (answer) => judgeRequest(body, answer),
      readJudgement,
      score: ([mark]) => fraction(mark?.met ? 1 : 0),
    },
  };
}

function reportStage(
  acceptance: Acceptance,
  gated: boolean,
  stage: string,
  evidence: Evidence,
): StageVerdict {
  if (stage === "strong") {
    const verdict = decide(acceptance, evidence);
    const passed = verdict.decision === "accepted";
    return {
      passed,
      lines: passed ? ["ACCEPTED"] : verdict.failed.map((line) => `FAILED: ${line}`),
      verdict,
    };
  }
  const failed = weakFailures(acceptance, evidence.get("weak") ?? []);
  if (failed.length === 0) return { passed: true, lines: ["WEAK_PASSED"], verdict: null };
  const lines = failed.map((line) => `WEAK_FAILED: ${line}`);
  return { passed: false, lines, verdict: gated ? { decision: "rejected", failed } : null };
}

/** Undecided while the weak condition holds and the strong solver was not asked. */
function decide(acceptance: Acceptance, evidence: Evidence): Verdict {
  const strong = evidence.get("strong");
  const failed = weakFailures(acceptance, evidence.get("weak") ?? []);
  if (strong === undefined) return { decision: failed.length > 0 ? "rejected" : "undecided", failed };
  const all = [...failed, ...strongFailures(acceptance, strong)];
  return { decision: all.length === 0 ? "accepted" : "rejected", failed: all };
}
