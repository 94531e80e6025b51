import { plural } from "../experiments/report/numbers.js";
import { firstPrompts } from "../experiments/try/first-prompts.js";
import type { PreparedTry } from "../experiments/try/prepare-try.js";
import { messageText } from "../experiments/try/try-text.js";
import { systemClock } from "../foundation/clock.js";

/** Prints the first request to each seat as it would be sent; asks no model and writes no file. */
export async function showFirstPrompts(
  prepared: PreparedTry,
  { verbose, json }: { readonly verbose: boolean; readonly json: boolean },
): Promise<void> {
  const first = await firstPrompts(prepared, systemClock);
  for (const [index, { seat, request }] of first.entries()) {
    if (json) process.stdout.write(`${JSON.stringify({ seat, request })}\n`);
    else process.stdout.write(`${promptText(seat, request.messages.map(messageText), index, verbose)}\n`);
  }
}

const shownLines = 40;

function promptText(seat: string, messages: readonly string[], index: number, verbose: boolean): string {
  const about = index === 0 ? "" : " (after replies of simulated models)";
  const lines = messages.join("\n").split("\n");
  const cut = !verbose && lines.length > shownLines;
  const shown = cut ? lines.slice(0, shownLines) : lines;
  const more = cut
    ? [`        [${plural(lines.length - shownLines, "more line")}: --verbose shows all]`]
    : [];
  return [`\nFirst request to ${seat}${about}`, ...shown, ...more].join("\n");
}
