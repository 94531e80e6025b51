import type { StageReport, VerificationReport } from "autodata/harness";

/** What the challenger is told about rounds that failed, in the three groups it knows. */
export interface Failures {
  tooEasy: string[];
  failedOnStrong: string[];
  failedQualityCheck: string[];
}

export interface Draft {
  questionType: string;
  question: string;
}

export function noFailures(): Failures {
  return { tooEasy: [], failedOnStrong: [], failedQualityCheck: [] };
}

export function addFindings(failures: Failures, draft: Draft, findings: string[]): void {
  failures.failedQualityCheck.push(`${title(draft)} - draft refused: ${findings.join("; ")}`);
}

export function addVerification(failures: Failures, draft: Draft, report: VerificationReport): void {
  const failed = report.checks.map((check) => `${check.name} ${check.verdict}`).join(", ");
  failures.failedQualityCheck.push(`${title(draft)} - ${failed}. ${report.feedback}`);
}

export function addStage(
  failures: Failures,
  draft: Draft,
  report: StageReport,
  weakMean: number | null,
): void {
  if (!report.measured) {
    failures.failedQualityCheck.push(`${title(draft)} - could not be measured: ${report.lines.join("; ")}`);
  } else if (report.stage === "weak" && report.lines.every((line) => line.includes("ZERO"))) {
    failures.failedQualityCheck.push(
      `${title(draft)} - out of the weak model's reach: ${report.lines.join("; ")}`,
    );
  } else if (report.stage === "weak") {
    failures.tooEasy.push(
      `${title(draft)} - weak average ${percent(report.mean)}: ${report.lines.join("; ")}`,
    );
  } else {
    const gap = (report.mean ?? 0) - (weakMean ?? 0);
    const scores = `weak ${percent(weakMean)}, strong ${percent(report.mean)}, gap ${Math.round(gap * 100)} points`;
    failures.failedOnStrong.push(`${title(draft)} - ${scores}: ${report.lines.join("; ")}`);
  }
}

/** The non-empty groups as text; empty when nothing failed yet. */
export function feedbackText(failures: Failures): string {
  const groups: [string, string[]][] = [
    ["TOO EASY", failures.tooEasy],
    ["FAILED ON STRONG", failures.failedOnStrong],
    ["FAILED QUALITY CHECK", failures.failedQualityCheck],
  ];
  return groups
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => [heading, ...lines.map((line) => `- ${line}`)].join("\n"))
    .join("\n\n");
}

function title(draft: Draft): string {
  return `[${draft.questionType}] "${draft.question}"`;
}

function percent(mean: number | null): string {
  return mean === null ? "unknown" : `${Math.round(mean * 100)} %`;
}
