import type { SimulatedRequest } from "../wire/request.js";
import { textOf } from "../wire/request.js";
import type { RoleReply } from "../wire/response.js";
import { readSection } from "../wire/sections.js";
import { madeCalls } from "../wire/tool-calls.js";

/** The paths in conflict when the request is to resolve some; undefined for any other request. */
export function conflictsIn(request: SimulatedRequest): string[] | undefined {
  return readSection(textOf(request, "user"), "conflicts")?.split("\n");
}

/**
 * Resolves a merge: reads the files in conflict, keeps what both sides say, has it checked, and keeps one side where
 * both do not go together.
 */
export function resolveConflicts(paths: readonly string[], request: SimulatedRequest): RoleReply {
  const calls = madeCalls(request);
  const reads = calls.filter(({ name }) => name === "read_file");
  if (reads.length === 0) {
    return { text: "", toolCalls: paths.map((path) => ({ name: "read_file", arguments: { path } })) };
  }
  const marked = reads.filter(({ result }) => result.includes("<<<<<<< "));
  const write = (keep: (side: Conflict) => readonly string[]): RoleReply => ({
    text: "",
    toolCalls: [
      ...marked.map(({ args, result }) => ({
        name: "write_file",
        arguments: { path: args["path"] ?? "", content: resolved(result, keep) },
      })),
      { name: "check", arguments: {} },
    ],
  });
  const checks = calls.filter(({ name }) => name === "check");
  if (checks.length === 0) return write(bothSides);
  const failed = checks.at(-1)?.result.startsWith("CHECK FAILED") === true;
  if (failed && checks.length === 1) return write(({ ours }) => ours);
  const kept = checks.length === 1 ? "both sides" : "one side";
  const summary = `Merge: ${kept} kept in ${paths.join(", ")}`;
  return { text: JSON.stringify({ summary, rationale: "Each side was found to help on its own." }) };
}

/** A place where the sides stand in each other's way, as lines. */
interface Conflict {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

/** Lines of both; what they have in common once. */
function bothSides({ ours, theirs }: Conflict): string[] {
  return [...ours, ...theirs.filter((line) => line.trim() === "" || !ours.includes(line))];
}

/** The text with every marked place as it is kept. */
function resolved(text: string, keep: (conflict: Conflict) => readonly string[]): string {
  const lines: string[] = [];
  let open: { readonly ours: string[]; readonly theirs: string[] } | null = null;
  let side: "ours" | "theirs" = "ours";
  for (const line of text.split("\n")) {
    if (open === null && line.startsWith("<<<<<<< ")) {
      open = { ours: [], theirs: [] };
      side = "ours";
    } else if (open === null) lines.push(line);
    else if (line === "=======") side = "theirs";
    else if (line.startsWith(">>>>>>> ")) {
      lines.push(...keep(open));
      open = null;
    } else open[side].push(line);
  }
  return lines.join("\n");
}
