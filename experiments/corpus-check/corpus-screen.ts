import { aligned } from "../report/aligned.js";
import { count, percent, plural } from "../report/numbers.js";
import { plainLine } from "../report/plain-line.js";
import type { CheckedDocument, CorpusCheck } from "./check-corpus.js";
import type { CorpusChanges } from "./corpus-manifest.js";

/** Characters of a token, roughly, in English text. */
const charactersPerToken = 4;
const rungs = [250, 500, 1000, 2000, 4000, 8000, 16_000, Number.POSITIVE_INFINITY];
const barWidth = 30;

/** What a folder of documents holds, for people. @param limit of lines in a list. */
export function corpusScreen(check: CorpusCheck, limit: number, changes: CorpusChanges | null): string {
  const { folder, documents, notices, minWords } = check;
  const cut = documents.filter(({ shown, characters }) => shown < characters);
  return [
    `${folder}: ${plural(documents.length, "document")} of at least ${count(minWords)} words`,
    lengthsText(documents),
    cutText(cut, check.maxCharacters, limit),
    languagesText(documents, limit),
    licencesText(check),
    duplicatesText(check, limit),
    ...(notices.length === 0 ? [] : [listed("Left out, or to be looked at", notices, limit)]),
    ...(changes === null ? [] : [changesText(changes, limit)]),
  ].join("\n\n");
}

function lengthsText(documents: readonly CheckedDocument[]): string {
  const row = (name: string, values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const at = (share: number) => count(sorted[Math.round(share * (sorted.length - 1))] ?? 0);
    return [name, at(0), at(0.5), at(1), count(sorted.reduce((sum, value) => sum + value, 0))];
  };
  const table = aligned([
    ["", "least", "median", "most", "all"],
    row(
      "words",
      documents.map(({ words }) => words),
    ),
    row(
      "characters",
      documents.map(({ characters }) => characters),
    ),
    row(
      "tokens, about",
      documents.map(({ characters }) => Math.ceil(characters / charactersPerToken)),
    ),
  ]);
  return `Lengths\n${table}\n\n${histogram(documents)}`;
}

function histogram(documents: readonly CheckedDocument[]): string {
  const numbers = rungs.map((rung, index) => {
    const above = rungs[index - 1] ?? 0;
    return documents.filter(({ words }) => words > above && words <= rung).length;
  });
  const most = Math.max(1, ...numbers);
  const lines = rungs.map((rung, index) => {
    const above = rungs[index - 1] ?? 0;
    const range = rung === Number.POSITIVE_INFINITY ? `over ${count(above)}` : `to ${count(rung)}`;
    const number = numbers[index] ?? 0;
    const bar = "█".repeat(Math.ceil((barWidth * number) / most));
    return {
      number,
      line: `  ${range.padStart(11)} words  ${bar} ${number === 0 ? "" : count(number)}`.trimEnd(),
    };
  });
  const first = lines.findIndex(({ number }) => number > 0);
  const last = lines.findLastIndex(({ number }) => number > 0);
  return lines
    .slice(first, last + 1)
    .map(({ line }) => line)
    .join("\n");
}

function cutText(cut: readonly CheckedDocument[], most: number, limit: number): string {
  if (cut.length === 0) return `Models are shown every document whole (up to ${count(most)} characters).`;
  const lines = cut.map(
    ({ source, shown, characters }) =>
      `${source}: ${percent(shown / characters)} of ${count(characters)} characters`,
  );
  return listed(
    `Cut to at most ${count(most)} characters where a section ends: ${plural(cut.length, "document")}`,
    lines,
    limit,
  );
}

function languagesText(documents: readonly CheckedDocument[], limit: number): string {
  const numbers = tally(documents.map(({ language }) => language ?? "not told"));
  const [main] = numbers;
  const shares = numbers.map(([language, number]) => `${language} ${count(number)}`).join(", ");
  const odd = documents
    .filter(({ language }) => language !== main?.[0])
    .map(({ source, language }) => `${source}: ${language ?? "not told"}`);
  return listed(`Languages  ${shares}`, odd, limit);
}

function licencesText({ documents, manifest }: CorpusCheck): string {
  if (manifest === null) return "Licences   not said: there is no manifest.json, .jsonl or .csv";
  const numbers = tally(documents.map(({ licence }) => plainLine(licence ?? "not said", 60)));
  return `Licences   by ${manifest}\n${numbers.map(([licence, number]) => `  ${count(number).padStart(5)}  ${licence}`).join("\n")}`;
}

function duplicatesText({ nearDuplicates }: CorpusCheck, limit: number): string {
  if (nearDuplicates.length === 0) return "Near-duplicates  none";
  const lines = nearDuplicates.map(
    ({ first, second, similarity }) => `${second} shares about ${percent(similarity)} with ${first}`,
  );
  return listed(
    `Near-duplicates  ${plural(nearDuplicates.length, "document")} like an earlier one; both would be used`,
    lines,
    limit,
  );
}

function changesText({ added, changed, gone }: CorpusChanges, limit: number): string {
  const lines = [
    ...changed.map((source) => `${source} was changed`),
    ...gone.map((source) => `${source} is gone`),
    ...added.map((source) => `${source} is new`),
  ];
  return lines.length === 0
    ? "The manifest holds the same documents."
    : listed("Since the manifest was written", lines, limit);
}

function listed(title: string, lines: readonly string[], limit: number): string {
  const more = lines.length - limit;
  const shown = lines.slice(0, limit).map((line) => `  ${plainLine(line)}`);
  return [title, ...shown, ...(more > 0 ? [`  and ${count(more)} more (--limit)`] : [])].join("\n");
}

/** How often each value occurs, the most frequent first. */
function tally(values: readonly string[]): [string, number][] {
  const numbers = new Map<string, number>();
  for (const value of values) numbers.set(value, (numbers.get(value) ?? 0) + 1);
  return [...numbers].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
