import type { HarnessFiles } from "../harness/harness-files.js";
import { type Bundle, bundleHarness } from "../sandbox/bundle.js";

/** A harness made ready to run any number of episodes. */
export interface PreparedHarness {
  readonly files: HarnessFiles;
  readonly bundle: Bundle;
  /** Texts by name: prompts/challenger.md is `challenger`. */
  readonly prompts: Readonly<Record<string, string>>;
}

export async function prepareHarness(files: HarnessFiles): Promise<PreparedHarness> {
  return { files, bundle: await bundleHarness(files), prompts: promptsOf(files) };
}

function promptsOf(files: HarnessFiles): Record<string, string> {
  const prompts: Record<string, string> = {};
  for (const [path, text] of files) {
    const name = /^prompts\/(.+)\.md$/.exec(path)?.[1];
    if (name !== undefined) prompts[name] = text;
  }
  return prompts;
}
