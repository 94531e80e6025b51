import type { Task } from "../../task.js";
import { findingText, type LintFinding } from "./rules.js";

/** At most this many findings are handed back at once. */
const mostFindings = 8;

/** The task with a reading of drafts that also refuses what `lint` objects to. */
export function linted(
  task: Task,
  lint: (body: Readonly<Record<string, unknown>>, document: string | null) => readonly LintFinding[],
): Task {
  return {
    ...task,
    readDraft: (draft, document = "") => {
      const read = task.readDraft(draft, document);
      if (!read.ok) return read;
      const findings = lint(read.example.body, document);
      return findings.length === 0
        ? read
        : { ok: false, findings: findings.slice(0, mostFindings).map(findingText) };
    },
  };
}
