/** Ways of spelling a text that a reader undoes with the same function, `rotated` by 26 less. */

export const reversed = (text: string) => [...text].reverse().join("");

export const wordsReversed = (text: string) => text.replace(/\S+/g, reversed);

/** Every letter so many further on in the alphabet. */
export function rotated(text: string, by: number): string {
  return text.replace(/[a-z]/gi, (one) => {
    const base = one <= "Z" ? 65 : 97;
    return String.fromCharCode(((one.charCodeAt(0) - base + by) % 26) + base);
  });
}
