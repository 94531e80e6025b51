import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { SourceText } from "../../../../../models/simulated/text/corpus-index.js";

const root = fileURLToPath(new URL("../../../../../", import.meta.url));

/** The project's sample corpus: title in the first line, then the text. */
export function sampleCorpus(): SourceText[] {
  const folder = `${root}corpus/computer-science-notes/`;
  return readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => {
      const [heading = "", ...lines] = readFileSync(folder + name, "utf8").split("\n");
      return { title: heading.replace(/^# /, ""), text: lines.join("\n").trim() };
    });
}

/** A baseline harness as it is shipped, text by path. */
export function baselineFiles(name: "cs-research" | "cs-research-scripted"): Map<string, string> {
  const folder = `${root}harness-baseline/${name}/`;
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /\.(?:ts|md)$/.test(path))
    .sort();
  return new Map(paths.map((path) => [path, readFileSync(folder + path, "utf8")]));
}

/** One prompt of the baseline whose main agent is a model. */
export function baselinePrompt(name: "challenger" | "main-agent" | "quality-verifier"): string {
  return baselineFiles("cs-research").get(`prompts/${name}.md`) ?? "";
}

/** The four improvements that the paper's search found, in words of our own. */
export const improvements = {
  insight:
    "Every question must hinge on an insight that is specific to this document. Test yourself: could an expert answer it without having read the document? If so, write another question.",
  noLeak:
    "Never put the mechanism or the solution into the context: state only the problem and its setting. Check before you reply: if the question can be answered from the context alone, rewrite the context.",
  positiveCapped:
    "Use positive criteria only and write no negative criteria. Weights are integers from 1 to 7; no weight may exceed 7.",
  strictJson:
    "Reply with strictly valid JSON and nothing before or after it. Weights are plain integers such as 8, never +8 and never text.",
} as const;
