import type { StageReport, VerificationReport } from "autodata/harness";

const shownAtMost = 12;

/** What challengers are told of earlier questions, the latest ones; empty when there are none. */
export function feedbackText(failed: string[]): string {
  if (failed.length === 0) return "";
  return ["Earlier questions on this document:", ...failed.slice(-shownAtMost)].join("\n");
}

export function refused(question: string, findings: string[]): string {
  return `- [refused] ${question}: ${findings.join("; ")}`;
}

export function sentBack(question: string, { checks, feedback }: VerificationReport): string {
  const failed = checks
    .filter((check) => check.verdict !== "PASS")
    .map(({ name, verdict }) => `${name} ${verdict}`);
  return `- [sent back] ${question}: ${failed.join(", ")}. ${feedback}`;
}

export function stageFailed(question: string, report: StageReport): string {
  const lines = report.lines.join("; ");
  if (!report.measured) return `- [refused] ${question}: it could not be measured. ${lines}`;
  const how = report.stage === "weak" ? "too easy" : "too hard";
  return `- [${how}] ${question}: ${lines}. ${answersText(report)}`;
}

/** The answers given, so that one can see how they went wrong. */
function answersText({ attempts }: StageReport): string {
  const answers = attempts.map(({ answer }) => answer.trim().split("\n").at(-1) ?? "");
  return `Answers: ${answers.map((answer) => answer.replace(/^ANSWER:\s*/, "").slice(0, 120)).join(" | ")}`;
}
