import type { SimulatedModels } from "../../../../../models/simulated/simulated-models.js";

/** Plays the inner loop on simulated models alone: no host, no sandbox, no log. For calibration and tests. */

export interface LoopDocument {
  readonly title: string;
  readonly text: string;
}

export interface Round {
  readonly ended: "refused" | "verification" | "too easy" | "strong failed" | "accepted";
  readonly weak: readonly number[];
  readonly strong: readonly number[];
}

export interface Episode {
  readonly accepted: boolean;
  readonly rounds: readonly Round[];
}

export interface LoopPrompts {
  readonly challenger: string;
  readonly verifier: string;
  /** System prompt of the main seat when it is asked for advice; none asks for none. */
  readonly advice?: string;
}

export interface LoopOptions {
  readonly seed: number;
  readonly rounds?: number;
  /** Accept "+8", "8 points" and a preamble. */
  readonly tolerant?: boolean;
}

interface Draft {
  readonly question_type: string;
  readonly context: string;
  readonly question: string;
  readonly rubric: readonly { criterion: string; weight: number; category: string }[];
}

const rules = { attempts: 3, weakMean: 0.65, weakBest: 0.75, strongLeast: 0.6, strongBelow: 0.95, gap: 0.2 };

export function playEpisode(
  models: SimulatedModels,
  prompts: LoopPrompts,
  document: LoopDocument,
  options: LoopOptions,
): Episode {
  const groups = { easy: [] as string[], strong: [] as string[], quality: [] as string[] };
  const rounds: Round[] = [];
  for (let number = 0; number < (options.rounds ?? 8); number++) {
    const seed = options.seed * 1000 + number * 20;
    const advice =
      number > 0 && prompts.advice !== undefined
        ? ask(models, "main", prompts.advice, feedback(groups), seed + 1)
        : "";
    const reply = ask(models, "challenger", prompts.challenger, request(document, groups, advice), seed);
    const draft = readDraft(reply, options.tolerant === true);
    if (typeof draft === "string") {
      groups.quality.push(`[unreadable] "(the reply was not a JSON object)" - draft refused: ${draft}`);
      rounds.push({ ended: "refused", weak: [], strong: [] });
      continue;
    }
    const title = `[${draft.question_type}] "${draft.question}"`;
    const verdict = verify(models, prompts.verifier, document, draft, seed);
    if (verdict !== "") {
      groups.quality.push(`${title} - ${verdict}`);
      rounds.push({ ended: "verification", weak: [], strong: [] });
      continue;
    }
    const weak = measure(models, "weak", draft, seed);
    if (mean(weak) > rules.weakMean || Math.max(...weak) > rules.weakBest || weak.includes(0)) {
      groups.easy.push(`${title} - weak average ${Math.round(100 * mean(weak))} %`);
      rounds.push({ ended: "too easy", weak, strong: [] });
      continue;
    }
    const strong = measure(models, "strong", draft, seed);
    const level = mean(strong);
    const fits = level >= rules.strongLeast && level < rules.strongBelow && !strong.includes(0);
    const accepted = fits && level - mean(weak) >= rules.gap;
    rounds.push({ ended: accepted ? "accepted" : "strong failed", weak, strong });
    if (accepted) break;
    groups.strong.push(
      `${title} - weak ${Math.round(100 * mean(weak))} %, strong ${Math.round(100 * level)} %`,
    );
  }
  return { accepted: rounds.at(-1)?.ended === "accepted", rounds };
}

type Groups = { easy: string[]; strong: string[]; quality: string[] };

function feedback(groups: Groups): string {
  const named: [string, string[]][] = [
    ["TOO EASY", groups.easy],
    ["FAILED ON STRONG", groups.strong],
    ["FAILED QUALITY CHECK", groups.quality],
  ];
  return named
    .filter(([, lines]) => lines.length > 0)
    .map(([heading, lines]) => [heading, ...lines.map((line) => `- ${line}`)].join("\n"))
    .join("\n\n");
}

function request(document: LoopDocument, groups: Groups, advice: string): string {
  const shown = `<document>\n${document.title}\n\n${document.text}\n</document>`;
  const failures = feedback(groups);
  if (failures === "")
    return `${shown}\n\nWrite one challenging question with its rubric from this document.`;
  const parts = [shown, "These earlier questions failed.", failures];
  if (advice !== "") parts.push(`<advice>\n${advice}\n</advice>`);
  parts.push("Write an entirely different, deeper question with its rubric from this document.");
  return parts.join("\n\n");
}

function readDraft(text: string, tolerant: boolean): Draft | string {
  const cleaned = tolerant
    ? text
        .slice(Math.max(0, text.indexOf("{")))
        .replace(/:\s*\+(\d)/g, ": $1")
        .replace(/"(-?\d+) points"/g, "$1")
    : text;
  let value: Draft;
  try {
    value = JSON.parse(cleaned);
  } catch {
    return "the draft must be a JSON object, but it is text that does not parse as JSON";
  }
  if (value.rubric.length < 10 || value.rubric.length > 15)
    return "the rubric has a wrong number of criteria";
  for (const { weight, category } of value.rubric) {
    if (!Number.isInteger(weight) || weight === 0 || Math.abs(weight) > 10)
      return "a weight must be an integer";
    if (weight > 0 !== (category === "positive")) return "the sign of a weight must agree with its category";
  }
  return value;
}

function verify(models: SimulatedModels, prompt: string, document: LoopDocument, draft: Draft, seed: number) {
  const sections = [
    `<document>\n${document.title}\n\n${document.text}\n</document>`,
    `<context>\n${draft.context}\n</context>`,
    `<question>\n${draft.question}\n</question>`,
    `<question_type>\n${draft.question_type}\n</question_type>`,
    `<rubric>\n${JSON.stringify(draft.rubric, null, 1)}\n</rubric>`,
    "Reply with one JSON object and nothing else.",
  ];
  const reply = JSON.parse(ask(models, "verifier", prompt, sections.join("\n\n"), seed + 2));
  return reply.overall === "PASS" ? "" : `leakage ${reply.leakage.verdict}. ${reply.feedback}`;
}

/** Scores of fresh attempts of one solver on one example. */
function measure(models: SimulatedModels, seat: "weak" | "strong", draft: Draft, seed: number): number[] {
  const setting = `<context>\n${draft.context}\n</context>\n\n<question>\n${draft.question}\n</question>`;
  const criteria = draft.rubric.map((one, index) => `${index + 1}. [${one.category}] ${one.criterion}`);
  return Array.from({ length: rules.attempts }, (_, attempt) => {
    const own = seed + (seat === "weak" ? 5 : 10) + attempt;
    const answer = ask(
      models,
      seat,
      "You answer one research question.",
      `${setting}\n\nAnswer the question.`,
      own,
    );
    const judged = `${setting}\n\n<response>\n${answer}\n</response>\n\n<criteria>\n${criteria.join("\n")}\n</criteria>`;
    const { marks } = JSON.parse(ask(models, "judge", "You mark one answer.", judged, own));
    return score(
      draft.rubric.map((one) => one.weight),
      marks.map((mark: { met: boolean }) => mark.met),
    );
  });
}

function score(weights: readonly number[], met: readonly boolean[]): number {
  const positive = weights.filter((weight) => weight > 0).reduce((sum, weight) => sum + weight, 0);
  const earned = weights.filter((_, index) => met[index]).reduce((sum, weight) => sum + weight, 0);
  return Math.min(1, Math.max(0, earned / positive));
}

/** The text of one reply. */
export function ask(
  models: SimulatedModels,
  seat: string,
  system: string,
  user: string,
  seed: number,
): string {
  const { status, body } = models.respond({
    model: `simulated-${seat}`,
    seed,
    messages: [
      { role: "system", content: system },
      { role: "user", content: user },
    ],
  });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return (body as { choices: [{ message: { content: string } }] }).choices[0].message.content;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
