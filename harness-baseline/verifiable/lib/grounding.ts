/** The angles of the prompt, one to a list line. */
export function anglesOf(prompt: string): string[] {
  return prompt
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .map((line) => line.slice(2).trim());
}

/** Example questions that the document gives, one to a line; empty where it gives none. */
export function examplesIn(text: string): string {
  return text
    .split("\n")
    .filter((line) => /^[-*]?\s*Question:/.test(line))
    .join("\n");
}
