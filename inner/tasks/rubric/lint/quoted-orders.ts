const quotation = /["“„«][^"“”„«»]{1,400}["”“»]/g;

/**
 * What is left of a text when orders in quotation marks are taken as what it tells of: only of a document that quotes
 * such orders itself, as one on attacks by text does. A harness does not choose the words of its documents, and where
 * they quote nothing of the kind quotation marks excuse nothing.
 * @param document null is one that quotes them.
 * @param isOrder whether a text holds an order to its reader or marker.
 */
export function withoutMentions(
  text: string,
  document: string | null,
  isOrder: (text: string) => boolean,
): string {
  const quoted = (whole: string) => whole.match(quotation) ?? [];
  return document === null || quoted(document).some(isOrder) ? text.replace(quotation, "“”") : text;
}
