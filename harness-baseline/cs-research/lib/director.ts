import type { Host, StageReport, ToolCall } from "autodata/harness";
import { challenge } from "./challenge.js";
import { addFindings, addStage, addVerification, type Draft, noFailures } from "./failures.js";

/** Carries out the main agent's tool calls and remembers what the challenger must hear about. */
export interface Director {
  /** Answers one tool call in text. */
  run(call: ToolCall): Promise<string>;
}

export function createDirector(host: Host): Director {
  const failures = noFailures();
  const drafts = new Map<string, Draft>();
  const weakMeans = new Map<string, number | null>();

  async function newExample(advice: string): Promise<string> {
    const { draft, proposal } = await challenge(host, failures, advice);
    if (!proposal.accepted) {
      addFindings(failures, draft, proposal.findings);
      return `REFUSED\n${proposal.findings.map((finding) => `- ${finding}`).join("\n")}`;
    }
    drafts.set(proposal.example, draft);
    return `PROPOSED ${proposal.example}\n[${draft.questionType}] "${draft.question}"`;
  }

  async function verify(example: string): Promise<string> {
    const report = await host.verify(example);
    if (report.passed) return `VERIFICATION_PASSED ${example}`;
    addVerification(failures, draftOf(example), report);
    const checks = report.checks.map((check) => `${check.name}: ${check.verdict}. ${check.note}`);
    return ["VERIFICATION_FAILED", ...checks, report.feedback].join("\n");
  }

  async function evaluate(example: string, stage: string): Promise<string> {
    const report = await host.evaluate(example, stage);
    if (stage === "weak") weakMeans.set(example, report.mean);
    if (!report.passed) addStage(failures, draftOf(example), report, weakMeans.get(example) ?? null);
    return stageText(report);
  }

  const draftOf = (example: string): Draft =>
    drafts.get(example) ?? { questionType: "unknown", question: example };

  async function dispatch(call: ToolCall): Promise<string> {
    const args = readArguments(call.arguments);
    switch (call.name) {
      case "challenge":
        return newExample(args["advice"] ?? "");
      case "verify":
        return verify(args["example"] ?? "");
      case "evaluate_weak":
        return evaluate(args["example"] ?? "", "weak");
      case "evaluate_strong":
        return evaluate(args["example"] ?? "", "strong");
      default:
        return `There is no tool named ${call.name}.`;
    }
  }

  return {
    run: async (call) => {
      try {
        return await dispatch(call);
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}

function stageText(report: StageReport): string {
  const attempts = report.attempts.map((attempt, index) =>
    attempt.score === null
      ? `attempt ${index + 1}: not measured, ${attempt.note}`
      : `attempt ${index + 1}: score ${attempt.score.toFixed(2)}`,
  );
  return [...report.lines, ...attempts].join("\n");
}

function readArguments(text: string): Record<string, string> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, String(member)]));
  } catch {
    return {};
  }
}
