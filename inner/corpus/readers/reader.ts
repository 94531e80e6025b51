/** A text that was found in a file, before it is normalised and measured. */
export interface FoundText {
  /** File name inside the corpus folder; with `#` and the line where one file holds many. */
  readonly source: string;
  readonly text: string;
  /** Null when the text has its title on its first line. */
  readonly title: string | null;
  /** What people should know before they use it, as the end of a sentence that begins with the source. */
  readonly warning?: string;
}

/** Why there is no text where one was looked for, as the end of a sentence that begins with the source. */
export interface Unreadable {
  readonly source: string;
  readonly problem: string;
}

export type Found = FoundText | Unreadable;

/**
 * Reads one format: a file at a path, under its name inside the corpus folder. Trouble with the content of a file is a
 * Found; a file system's error is thrown.
 */
export type Reader = (path: string, source: string) => AsyncIterable<Found>;
