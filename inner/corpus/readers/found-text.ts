import type { FoundText } from "./reader.js";

/** A text as it was found, with a warning of its own or one of characters that were lost. */
type Finding = Omit<FoundText, "warning"> & { readonly warning?: string | undefined };

/** A text that can be written as UTF-8: halves of characters are replaced, and that is told as any other lost one is. */
export function foundText({ source, text: found, title, warning }: Finding): FoundText {
  const text = whole(found);
  const told = warning ?? (text.includes("\uFFFD") ? lostCharacters : undefined);
  return {
    source,
    text,
    title: title === null ? null : whole(title),
    ...(told !== undefined && { warning: told }),
  };
}

const whole = (text: string) => text.replace(/\p{Surrogate}/gu, "\uFFFD");

const lostCharacters = "has lost characters (U+FFFD in their place); look at its text before you use it";
