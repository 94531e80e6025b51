/**
 * Fluent answers about something else. Neither is about any field that examples are made of; of the two, the one is
 * taken that has fewer words in common with what solvers are shown.
 */
const offTopic = [
  "A good loaf begins the evening before. The flour drinks slowly, so the dough is mixed wet and left under a cloth until it has doubled; only then is salt folded in, since salt early on holds the yeast back. Steam in the first minutes keeps the crust soft while the crumb rises, and a hot stone beneath drives that rise. Therefore patience and heat matter more than kneading, and whoever hurries one of them will find the middle dense and the crust pale.",
  "The garden should be planted from the tallest stems inwards. Sunflowers and beans shade what grows behind them, so they stand on the northern side, while lettuce and radishes get the morning light along the path. Watering at dawn lets leaves dry before noon and keeps mildew away; mulch of straw holds that moisture through July. Therefore the layout follows the light first and the taste of the gardener second, because a shaded tomato never ripens, however well it is fed.",
] as const;

/** The off-topic answer to an example. @param shown what solvers are shown of it. */
export function offTopicAnswer(shown: string): string {
  const known = wordsOf(shown);
  const common = (text: string) => [...wordsOf(text)].filter((word) => known.has(word)).length;
  return offTopic.reduce((best, text) => (common(text) < common(best) ? text : best));
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}{4,}/gu) ?? []);
}
