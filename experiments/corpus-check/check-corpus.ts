import { franc } from "franc-min";
import { showDocument } from "../../inner/corpus/cut.js";
import { eachDocument } from "../../inner/corpus/load-folder.js";
import { type NearDuplicate, NearDuplicates } from "../../inner/corpus/near-duplicates.js";
import { knownLicences } from "./known-licences.js";

/** One document as a run would use it. */
export interface CheckedDocument {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly sha256: string;
  readonly words: number;
  readonly characters: number;
  /** As many of them as models are shown. */
  readonly shown: number;
  /** ISO 639-3 code of its language; null when it cannot be told. */
  readonly language: string | null;
  readonly licence: string | null;
}

export interface CorpusCheck {
  readonly folder: string;
  readonly minWords: number;
  readonly maxCharacters: number;
  readonly documents: readonly CheckedDocument[];
  /** What was left out or may have been read badly, one sentence each. */
  readonly notices: readonly string[];
  /** Each document that resembles earlier ones, by source, with the most similar of them; most similar first. */
  readonly nearDuplicates: readonly NearDuplicate<string>[];
  /** Where licences are said; null when nowhere. */
  readonly manifest: string | null;
}

export interface CheckOptions {
  readonly minWords: number;
  readonly maxCharacters: number;
  /** Told after every document. */
  readonly onDocument?: (count: number) => void;
}

/** Characters from the middle of a text that its language is told from: beginnings are names and addresses. */
const sampleCharacters = 10_000;

/** Reads a folder as every command does, and looks at each document. @throws UsageError as loadFolder does. */
export async function checkCorpus(folder: string, options: CheckOptions): Promise<CorpusCheck> {
  const { minWords, maxCharacters, onDocument } = options;
  const licences = knownLicences(folder);
  const seen = new NearDuplicates<string>();
  const documents: CheckedDocument[] = [];
  const nearDuplicates: NearDuplicate<string>[] = [];
  const notices = await eachDocument(folder, { minWords }, (document) => {
    const { id, source, title, text, contentHash, words } = document;
    const { shownCharacters, totalCharacters } = showDocument(document, maxCharacters);
    documents.push({
      ...{ id, source, title, sha256: contentHash, words },
      characters: totalCharacters,
      shown: shownCharacters,
      language: languageOf(text),
      licence: licences.of(source, id),
    });
    nearDuplicates.push(...seen.add(source, text).slice(0, 1));
    onDocument?.(documents.length);
  });
  return {
    ...{ folder, minWords, maxCharacters, documents, notices },
    nearDuplicates: nearDuplicates.toSorted((a, b) => b.similarity - a.similarity),
    manifest: licences.manifest,
  };
}

function languageOf(text: string): string | null {
  const middle = Math.max(0, Math.floor((text.length - sampleCharacters) / 2));
  const code = franc(text.slice(middle, middle + sampleCharacters));
  return code === "und" ? null : code;
}
