import pc from "picocolors";
import { plainText } from "../report/plain-line.js";

/** A unified diff as git colours it. */
export function colouredDiff(diff: string, colours: boolean): string {
  const { bold, cyan, green, red } = pc.createColors(colours);
  return plainText(diff)
    .split("\n")
    .map((line) => {
      if (/^(?:diff |index |--- |\+\+\+ |new file|deleted file|={4,})/.test(line)) return bold(line);
      if (line.startsWith("@@")) return cyan(line);
      if (line.startsWith("+")) return green(line);
      return line.startsWith("-") ? red(line) : line;
    })
    .join("\n");
}
