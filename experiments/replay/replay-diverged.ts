import { createTwoFilesPatch } from "diff";

/** A replay asked, saw or decided something else than its run did: the first place where they part. */
export class ReplayDiverged extends Error {
  override readonly name = "ReplayDiverged";
  constructor(
    /** Such as `call episode/...` or `decision accept of iteration 3`. */
    readonly place: string,
    /** One sentence. */
    readonly what: string,
    /** Unified diff from the run's content to the replay's. */
    readonly difference: string,
  ) {
    super(`${place} ${what}\n${difference}`);
  }
}

/** More lines than anyone reads of a difference. */
const mostLines = 60;

/** The difference of two values as JSON, with long texts broken into their lines; the beginning of a long one. */
export function differenceOf(inRun: unknown, inReplay: unknown): string {
  const patch = createTwoFilesPatch("run", "replay", readable(inRun), readable(inReplay), "", "", {
    context: 2,
  });
  const lines = patch.slice(patch.indexOf("---")).trimEnd().split("\n");
  if (lines.length <= mostLines) return lines.join("\n");
  return [...lines.slice(0, mostLines), `... ${lines.length - mostLines} more lines`].join("\n");
}

function readable(value: unknown): string {
  if (value === undefined) return "";
  return `${JSON.stringify(value, null, 2).replaceAll("\\n", "\n")}\n`;
}
