import type { StageReport, VerificationReport } from "autodata/harness";
import { isRecord, section } from "./text.js";

/** What the challenger is told of its last draft, by how far that came. */
export function afterFindings(draft: unknown, findings: string[]): string {
  return [previous(draft), section("feedback", `The draft was refused:\n${findings.join("\n")}`)].join(
    "\n\n",
  );
}

export function afterVerification(draft: unknown, report: VerificationReport): string {
  const checks = report.checks.map(({ name, verdict, note }) => `${name} ${verdict}: ${note}`);
  const lines = ["The verifier objects:", ...checks, report.feedback];
  return [previous(draft), section("feedback", lines.join("\n"))].join("\n\n");
}

export function afterReview(draft: unknown, report: StageReport): string {
  const review = report.review;
  if (review === null) {
    const lines = ["The example could not be measured:", ...report.lines];
    return [previous(draft), section("feedback", lines.join("\n"))].join("\n\n");
  }
  const parts = [previous(draft), section("report", reportText(report.lines, review))];
  if (typeof review["suggestion_for_writer"] === "string") {
    parts.push(section("suggestion", review["suggestion_for_writer"]));
  }
  return parts.join("\n\n");
}

/** The last question word for word, and what it was aimed at. */
function previous(draft: unknown): string {
  if (!isRecord(draft)) return section("draft", String(draft).slice(0, 4000));
  return [
    section("question", String(draft["question"])),
    section("target_capabilities", JSON.stringify(draft["target_capabilities"] ?? null, null, 1)),
  ].join("\n\n");
}

function reportText(lines: string[], review: Record<string, unknown>): string {
  const rows = Array.isArray(review["capabilities"]) ? review["capabilities"] : [];
  const concerns = Array.isArray(review["rubric_concerns"]) ? review["rubric_concerns"] : [];
  return [
    ...lines,
    "",
    `Scores: ${JSON.stringify(review["aggregates"])}`,
    "Capabilities, the weakest first (criteria, weak, strong, gap):",
    ...rows.filter(isRecord).map(capabilityLine),
    "",
    `Reading of the gap: ${review["gap_interpretation"]}`,
    `Weak answers: ${review["weak_pattern"]}`,
    `Strong answers: ${review["strong_pattern"]}`,
    ...concerns.map((concern) => `Concern: ${concern}`),
  ].join("\n");
}

function capabilityLine(row: Record<string, unknown>): string {
  const { capability, n_criteria, weak, strong, gap } = row;
  return `- ${capability}: ${n_criteria}, ${percent(weak)}, ${percent(strong)}, ${percent(gap)}`;
}

function percent(share: unknown): string {
  return typeof share === "number" ? `${Math.round(share * 100)} %` : "not scored";
}
