/**
 * A harness as data: file texts by path. Paths are relative, with forward slashes, sorted;
 * for example `workflow.ts`, `lib/feedback.ts`, `prompts/challenger.md`.
 */
export type HarnessFiles = ReadonlyMap<string, string>;
