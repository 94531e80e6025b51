import { join } from "node:path";
import { Command } from "commander";
import { checkCorpus } from "../experiments/corpus-check/check-corpus.js";
import { changesSince, writeManifest } from "../experiments/corpus-check/corpus-manifest.js";
import { corpusScreen } from "../experiments/corpus-check/corpus-screen.js";
import { plural } from "../experiments/report/numbers.js";
import { systemClock } from "../foundation/clock.js";
import { LiveLine } from "./live-line.js";
import { wholeNumber } from "./options.js";
import { page } from "./pager.js";

interface CheckFlags {
  minWords: number;
  maxCharacters: number;
  limit: number;
  writeManifest?: string | true;
  manifest?: string;
  json?: boolean;
  pager: boolean;
}

export function corpusCommand(): Command {
  return new Command("corpus")
    .description("Look at documents before a run uses them.")
    .addCommand(checkCommand())
    .addHelpText("after", "\nExamples\n  autodata-lab corpus check papers");
}

function checkCommand(): Command {
  return new Command("check")
    .description(
      "Tell which documents of a folder would be used, cut or left out, and what is odd about them.",
    )
    .argument("<folder>", "documents: text, JSON lines, PDF, HTML, LaTeX")
    .option(
      "--min-words <number>",
      "shorter documents are left out, as by corpus.min_words",
      wholeNumber(0),
      80,
    )
    .option(
      "--max-characters <number>",
      "most of a document that models are shown, as by corpus.max_characters",
      wholeNumber(1000),
      24_000,
    )
    .option(
      "--write-manifest [file]",
      "write sources, hashes, lengths, languages and licences (default: manifest.json in the folder)",
    )
    .option("--manifest <file>", "compare with a manifest that was written before")
    .option("--limit <number>", "lines of a list", wholeNumber(1), 10)
    .option("--json", "everything as JSON")
    .option("--no-pager", "never through a pager")
    .addHelpText(
      "after",
      `
Licences come from a manifest.json, .jsonl or .csv in the folder or above it, if there is one. Near-duplicates are
documents that share at least 70 % of their five-word passages, by estimate. Equal documents are left out anyway.

Examples
  autodata-lab corpus check papers
  autodata-lab corpus check papers --write-manifest
  autodata-lab corpus check papers --manifest papers/manifest.json
  autodata-lab corpus check papers --json | jq '.documents[] | select(.language != "eng") | .source'`,
    )
    .action(check);
}

async function check(folder: string, flags: CheckFlags): Promise<void> {
  const { minWords, maxCharacters, limit, json = false, pager } = flags;
  const line = new LiveLine(process.stderr, systemClock);
  const onDocument = (number: number) => line.draw(() => `reading ${folder}: ${plural(number, "document")}`);
  const checked = await checkCorpus(folder, { minWords, maxCharacters, onDocument }).finally(() =>
    line.clear(),
  );
  const changes = flags.manifest === undefined ? null : changesSince(flags.manifest, checked);
  if (json) await page(JSON.stringify({ ...checked, changes }, null, 2), { pager: false });
  else await page(corpusScreen(checked, limit, changes), { pager });
  if (flags.writeManifest === undefined) return;
  const path = flags.writeManifest === true ? join(folder, "manifest.json") : flags.writeManifest;
  writeManifest(path, checked);
  process.stderr.write(`\nwritten: ${path} (${plural(checked.documents.length, "document")})\n`);
}
