/** What a challenger is told about earlier questions: dash lines that begin with what became of them. */
export interface Feedback {
  readonly tooEasy: number;
  readonly tooHard: number;
  /** Earlier drafts refused for their form, or that did not parse. */
  readonly refused: number;
  /** Earlier references that the verifier found wrong. */
  readonly wrong: number;
  /** The text without these lines: what may instruct. */
  readonly rest: string;
}

const line = /^\s*[-*]\s+\[(too easy|too hard|refused|sent back)\]/i;

export function readFeedback(text: string): Feedback {
  const lines = text.split("\n");
  const told = lines.filter((one) => line.test(one));
  const count = (pattern: RegExp) => told.filter((one) => pattern.test(one)).length;
  return {
    tooEasy: count(/\[too easy\]|reasoning FAIL/i),
    tooHard: count(/\[too hard\]/i),
    refused: count(/\[refused\]/i),
    wrong: count(/reference FAIL/i),
    rest: lines.filter((one) => !line.test(one)).join("\n"),
  };
}
