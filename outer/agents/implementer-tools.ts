import { z } from "zod";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { type AgentTool, agentTool } from "./agent-tool.js";
import type { WorkingTree } from "./working-tree.js";

/** Findings on a harness as it stands, one sentence each; none when it may be submitted. */
export type Check = (files: HarnessFiles) => Promise<readonly string[]>;

const path = z.string().describe("Path within the harness, such as prompts/challenger.md.");

/** What the implementer may do: read and edit its working tree, and have it checked. */
export function implementerTools(tree: WorkingTree, check: Check): AgentTool[] {
  return [
    agentTool("list_files", "Lists the files of the harness with their sizes.", z.strictObject({}), () =>
      [...tree.files()].map(([name, text]) => `${name} (${bytes(text)})`).join("\n"),
    ),
    agentTool("read_file", "Reads one file.", z.strictObject({ path }), (args) => tree.read(args.path)),
    agentTool(
      "write_file",
      "Writes a whole file; creates it, or replaces what was there.",
      z.strictObject({ path, content: z.string().describe("The complete new text of the file.") }),
      (args) => {
        tree.write(args.path, args.content);
        return `Wrote ${args.path} (${bytes(args.content)}).`;
      },
    ),
    agentTool(
      "edit_file",
      "Replaces one passage of a file.",
      z.strictObject({
        path,
        old: z.string().describe("The passage as it stands in the file; it must occur exactly once."),
        new: z.string().describe("What takes its place."),
      }),
      (args) => {
        tree.edit(args.path, args.old, args.new);
        return `Edited ${args.path} (${bytes(tree.read(args.path))} now).`;
      },
    ),
    agentTool("delete_file", "Deletes one file.", z.strictObject({ path }), (args) => {
      tree.delete(args.path);
      return `Deleted ${args.path}.`;
    }),
    agentTool(
      "check",
      "Checks the harness as it stands: paths, sizes, whether the code parses and type-checks.",
      z.strictObject({}),
      async () => {
        const findings = await check(tree.files());
        return findings.length === 0 ? "CHECK OK" : `CHECK FAILED: ${findings.join("\n")}`;
      },
    ),
  ];
}

function bytes(text: string): string {
  return `${Buffer.byteLength(text)} bytes`;
}
