/** How a cause of lost rounds is put, what is recommended against it, and the words by which a reader knows it again. */
export interface CauseText {
  /** One sentence, which `words` must find. */
  readonly cause: string;
  readonly remedy: string;
  readonly words: RegExp;
}
