import type { HarnessFiles } from "../inner/harness/harness-files.js";

/**
 * The four changes that the paper's meta-optimization found (section 5), applied by hand to a baseline: each one
 * edits the prompts and nothing else.
 */
export const improvements: Readonly<Record<string, (files: HarnessFiles) => HarnessFiles>> = {
  "+ paper-specific insight": (files) =>
    edited(files, "prompts/challenger.md", [
      [
        "- Name its kind",
        "- The question must depend on an insight specific to this paper: its own mechanism, findings or conditions.\n- Self-test before you reply: could this be answered without the paper, from general knowledge? If so, discard it and find one that could not.\n- Name its kind",
      ],
    ]),
  "+ no context leak": (files) =>
    edited(files, "prompts/challenger.md", [
      [
        "The context must not state the finding.",
        "The context states the problem and the setting only. Never reveal the mechanism, the solution or the result in the context: whatever the question asks for must be absent from it.\n\nSelf-test: try to answer your question from the context alone. If that works, remove what gave the answer away.",
      ],
    ]),
  "+ positive only, capped": (files) =>
    edited(
      edited(files, "prompts/challenger.md", [
        [
          "- 7 to 10 positive criteria with weights from +1 to +10, the more important the higher;\n- 3 to 5 negative criteria with weights from -1 to -10, each naming a specific reasoning error;\n",
          "- positive criteria only: do not write any negative criteria;\n- integer weights from 1 to 7 and never above 7;\n",
        ],
        [
          ', {"criterion": "Claims that both copies must be read on every access", "weight": -6, "category": "negative"}',
          "",
        ],
        ['"weight": 8', '"weight": 7'],
      ]),
      "prompts/quality-verifier.md",
      [
        [
          "at least 4 positive and 3 negative criteria and 10 to 20 in total",
          "at least 10 and at most 15 criteria, all positive",
        ],
        [", the negative ones name errors of reasoning rather than of style,", ""],
      ],
    ),
  "+ strict JSON, integers": (files) =>
    edited(files, "prompts/challenger.md", [
      [
        "Reply with a JSON object of this form:",
        "Reply with strictly valid JSON that a parser accepts as it is: one object, nothing before or after it. Write every weight as a plain JSON integer such as 8 or -6, never as +8, never quoted, never with a unit. The form:",
      ],
    ]),
};

export function allFour(files: HarnessFiles): HarnessFiles {
  return Object.values(improvements).reduce((edited, improve) => improve(edited), files);
}

/** @throws Error when an anchor is missing: the baseline changed and the improvement must be written anew. */
function edited(
  files: HarnessFiles,
  path: string,
  edits: readonly (readonly [string, string])[],
): HarnessFiles {
  let text = files.get(path) ?? "";
  for (const [before, after] of edits) {
    if (!text.includes(before)) throw new Error(`${path} has no ${JSON.stringify(before)}`);
    text = text.replace(before, after);
  }
  return new Map([...files, [path, text]]);
}
