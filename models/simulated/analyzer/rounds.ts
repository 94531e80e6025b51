/** One round of an episode as the analyzer reads it off a trajectory's text. */
export interface ReadRound {
  readonly number: number;
  /** All that the trajectory says of it, for what only one task's rounds have. */
  readonly text: string;
  /** Findings on a refused draft; empty when it was proposed. */
  readonly refusal: string;
  /** The verifier's objection; empty when it passed or was not asked. */
  readonly objection: string;
  readonly tooEasy: boolean;
  readonly strongFailed: boolean;
  readonly notMeasured: boolean;
  readonly context: string;
  readonly criteria: readonly ReadCriterion[];
  readonly attempts: readonly ReadAttempt[];
}

export interface ReadCriterion {
  readonly weight: number;
  readonly text: string;
}

export interface ReadAttempt {
  readonly stage: string;
  readonly score: number;
  readonly met: readonly boolean[];
}

/** The rounds in the text of one trajectory; what is not recognised is passed over. */
export function readRounds(text: string): ReadRound[] {
  return text
    .split(/^(?=Round \d+\b)/m)
    .filter((part) => /^Round \d+/.test(part))
    .map(readRound);
}

function readRound(text: string): ReadRound {
  return {
    number: Number(/^Round (\d+)/.exec(text)?.[1] ?? 0),
    text,
    refusal: /^\s*DRAFT REFUSED:\s*(.*)$/m.exec(text)?.[1] ?? "",
    objection: /^\s*VERIFICATION[ _]FAILED:?\s*(.*)$/m.exec(text)?.[1] ?? "",
    tooEasy: /TOO EASY/.test(text),
    strongFailed: /STRONG_FAILED|WEAK_FAILED(?!.*TOO EASY)/.test(text),
    notMeasured: /NOT_MEASURED|not measured/.test(text),
    context: /^\s*context:\s*(.*(?:\n\s*>.*)*)$/m.exec(text)?.[1] ?? "",
    criteria: [...text.matchAll(/^\s+\d+\.\s*\(([+-]?\d+)\)\s*(.*)$/gm)].map(([, weight, criterion]) => ({
      weight: Number(weight),
      text: criterion ?? "",
    })),
    attempts: text
      .split(/^(?=\s*\w+ attempt \d+, score )/m)
      .filter((part) => /^\s*\w+ attempt \d+, score /.test(part))
      .map(readAttempt),
  };
}

function readAttempt(text: string): ReadAttempt {
  const [, stage = "", score = "0"] = /^\s*(\w+) attempt \d+, score ([\d.]+)/.exec(text) ?? [];
  const met = [...text.matchAll(/^\s+\d+ (met|not met)\b/gm)].map(([, mark]) => mark === "met");
  return { stage, score: Number(score), met };
}
