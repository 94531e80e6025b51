import { canonicalJson } from "../../foundation/digest.js";
import type { ExampleId } from "../../foundation/ids.js";
import type { ShownDocument } from "../../inner/corpus/document.js";
import { acceptedAlready, EpisodeMeter, limitReached, skippedAlready } from "../../inner/episode/limits.js";
import {
  proposedBefore,
  stageEvents,
  verifiedEvent,
  verifierPrompt,
} from "../../inner/host/episode-events.js";
import { tokensOf } from "../../inner/host/host.js";
import { exampleIdOf, nearDuplicate, type Standing, Standings } from "../../inner/host/standings.js";
import type { AskSeat } from "../../inner/referee/ask-seat.js";
import { checkSuitability } from "../../inner/referee/check-suitability.js";
import { retest } from "../../inner/referee/retest.js";
import { runStage, type StageResult } from "../../inner/referee/run-stage.js";
import { verifyExample } from "../../inner/referee/verify-example.js";
import { HostRefusal } from "../../inner/sandbox/sandbox.js";
import type { DraftReading, Example, Stage } from "../../inner/tasks/task.js";
import type { TrajectoryEvent } from "../../inner/trajectory.js";
import { type CallCheck, type CallsOfOne, usageOf } from "./checked-calls.js";
import { firstDifference } from "./first-difference.js";
import type { LoggedHarnesses, LoggedRun } from "./logged-run.js";
import type { ExpectedEpisode } from "./planned-episodes.js";
import type { Claim, Tally } from "./tally.js";

/** An event as it is stored: its place, its text, and what the text says. */
export interface StoredEvent {
  readonly place: string;
  readonly sequence: number;
  readonly text: string;
  readonly event: TrajectoryEvent;
}

type EventOf<K extends TrajectoryEvent["kind"]> = Extract<TrajectoryEvent, { kind: K }>;

/** What an episode is audited with. */
export interface EpisodeScene {
  readonly run: LoggedRun;
  readonly harnesses: LoggedHarnesses;
  readonly check: CallCheck;
  readonly tally: Tally;
}

/**
 * Keeps the host's record of an episode once more, event by event: by the host's own rules, with every reply of
 * verifier, solvers and judge from the log. What an event says must be what follows.
 */
export class EpisodeRecord {
  readonly #standings: Standings;
  readonly #meter: EpisodeMeter;
  #accepted: ExampleId | null = null;
  #skipped: string | null = null;
  /** The verdict that must come next; `unknown` when its stage could not be measured again. */
  #due: TrajectoryEvent | "unknown" | null = null;

  constructor(
    private readonly scene: EpisodeScene,
    private readonly episode: ExpectedEpisode,
    private readonly calls: CallsOfOne,
    private readonly refusedAt: ReadonlySet<number>,
    private readonly cutShort: boolean,
  ) {
    const { choice, definition } = scene.run;
    this.#standings = new Standings(choice.task);
    this.#meter = new EpisodeMeter(definition.limits);
  }

  get facts() {
    const { reached, rounds } = this.#meter;
    return { accepted: this.#accepted, skipped: this.#skipped, reached, rounds };
  }

  /** Follows one event; `upcoming` are those after it. */
  async follow(stored: StoredEvent, upcoming: readonly StoredEvent[]): Promise<void> {
    const { event, place } = stored;
    const due = this.#due;
    this.#due = null;
    if (due !== null && event.kind === "verdict") {
      if (due !== "unknown") this.#compare("verdicts", stored, due);
      return;
    }
    if (due !== null)
      this.scene.tally.mismatch("verdicts", place, "stands where a verdict must follow its stage");
    const claim = claimOf(event);
    try {
      const followed = await this.#followed(event, upcoming);
      if (followed === null)
        this.scene.tally.mismatch(claim, place, `is a ${event.kind} that nothing leads to`);
      else this.#compare(claim, stored, followed);
    } catch (error) {
      const refused = error instanceof HostRefusal;
      this.scene.tally.broken(
        claim,
        place,
        refused ? new Error(`the host refuses it: ${error.message}`) : error,
      );
    }
  }

  #compare(claim: Claim, { place, text, event }: StoredEvent, followed: TrajectoryEvent): void {
    const { tally } = this.scene;
    if (text !== canonicalJson(followed)) tally.mismatch(claim, place, firstDifference(event, followed));
    else tally.verified(claim, followed.kind === "stage" ? followed.attempts.length : 1);
  }

  async #followed(event: TrajectoryEvent, upcoming: readonly StoredEvent[]): Promise<TrajectoryEvent | null> {
    switch (event.kind) {
      case "chat":
        return this.#chat(event);
      case "note":
        return { kind: "note", ordinal: event.ordinal, text: event.text };
      case "proposed":
        return this.#proposed(event);
      case "findings":
        return this.#findings(event);
      case "verified":
        return this.#verified(event);
      case "stage":
        return this.#stage(event, upcoming);
      case "retested":
        return this.#retested(event);
      case "skip":
        return this.#skip(event);
      case "refused":
        return this.#refused(event);
      default:
        return null;
    }
  }

  #chat({ ordinal, seat }: EventOf<"chat">): TrajectoryEvent {
    this.#meter.countChat(seat);
    const { key: episode } = this.episode;
    const key = { scope: "episode", episode, seat, ordinal, attempt: 0, retry: 0 } as const;
    const mayLack = this.cutShort || this.refusedAt.has(ordinal);
    if (this.calls.has(key) || !mayLack) this.calls.use(key);
    return { kind: "chat", ordinal, seat };
  }

  #proposed({ ordinal, body }: EventOf<"proposed">): TrajectoryEvent {
    const round = this.#meter.countProposal();
    const read = this.#read(body, ({ ok }) => ok);
    if (!read.ok) throw new Error(`the example breaks the task's rules: ${read.findings[0]}`);
    const twin = this.#standings.evaluatedTwin(read.example);
    if (twin !== undefined) throw new Error(`it should have been refused: ${nearDuplicate(twin)}`);
    this.#standings.add(read.example);
    return { kind: "proposed", ordinal, round, example: exampleIdOf(read.example), body: read.example.body };
  }

  #findings({ ordinal, draft, findings }: EventOf<"findings">): TrajectoryEvent {
    const round = this.#meter.countProposal();
    const read = this.#read(
      draft,
      (one) => !one.ok && canonicalJson(one.findings) === canonicalJson(findings),
    );
    return {
      kind: "findings",
      ordinal,
      round,
      draft,
      findings: read.ok ? this.#repeats(read.example) : read.findings,
    };
  }

  /** Why a draft that keeps the task's rules is refused. @throws Error when nothing speaks against it. */
  #repeats(example: Example): readonly string[] {
    if (this.#standings.has(exampleIdOf(example))) return [proposedBefore];
    const twin = this.#standings.evaluatedTwin(example);
    if (twin !== undefined) return [nearDuplicate(twin)];
    throw new Error("the draft keeps the task's rules and was refused");
  }

  async #verified(event: EventOf<"verified">): Promise<TrajectoryEvent> {
    const standing = this.#standings.beginVerification(event.example);
    standing.verification = event.passed ? "passed" : "failed";
    const { harnesses } = this.scene;
    const prompt = harnesses.filesOf(this.episode.key.candidate).get(verifierPrompt);
    if (prompt === undefined) throw new Error(`the harness has no ${verifierPrompt}`);
    const { document, known } = this.#document();
    const ask = this.#ask(event.ordinal, known);
    const report = await verifyExample(ask, standing.example, prompt, document);
    standing.verification = report.passed ? "passed" : "failed";
    return verifiedEvent(event.ordinal, standing.id, report);
  }

  async #stage(event: EventOf<"stage">, upcoming: readonly StoredEvent[]): Promise<TrajectoryEvent> {
    const { task } = this.scene.run.choice;
    const { standing, stage } = this.#standings.beginStage(event.example, event.stage);
    const earlier = new Map(standing.evidence);
    const { document, known } = this.#document();
    const reviews = this.#standings.reviews.slice(0, event.review?.after ?? 0);
    const documentShown = stage.attempts.some(({ seat }) => task.solvers[seat].shows === "document");
    try {
      const ask = this.#ask(event.ordinal, known || !documentShown);
      const scene = { task, stage, example: standing.example, document, earlier, reviews };
      const result = await runStage(scene, ask);
      this.#record(standing, stage, result);
      const before = { id: standing.id, evidence: earlier };
      const [followed, verdict] = stageEvents(task, event.ordinal, before, stage, result);
      this.#due = verdict ?? null;
      return followed;
    } catch (error) {
      const result = storedResult(event, upcoming);
      this.#record(standing, stage, result);
      this.#due = result.verdict.verdict === null ? null : "unknown";
      throw error;
    }
  }

  #record(standing: Standing, stage: Stage, result: StageResult): void {
    this.#standings.record(standing, stage, result);
    if (result.verdict.verdict?.decision === "accepted") this.#accepted ??= standing.id;
  }

  async #retested({ ordinal, example }: EventOf<"retested">): Promise<TrajectoryEvent> {
    const { choice, definition } = this.scene.run;
    const standing = this.#standings.find(example);
    if (standing === undefined || this.#accepted !== example) throw new Error("it was not accepted before");
    const { document, known } = this.#document();
    const shown = Object.values(choice.task.solvers).some(({ shows }) => shows === "document");
    const scene = { task: choice.task, example: standing.example, document };
    const attempts = await retest(this.#ask(ordinal, known || !shown), scene, definition.inner.retest);
    return { kind: "retested", ordinal, example, attempts };
  }

  async #skip({ ordinal, reason }: EventOf<"skip">): Promise<TrajectoryEvent> {
    const { suitability } = this.scene.run.choice.task;
    if (suitability === undefined) throw new Error("the task skips no document");
    const { document, known } = this.#document();
    const found = await checkSuitability(this.#ask(ordinal, known), suitability, document);
    if (found.confirmed) this.#skipped ??= found.finding;
    return { kind: "skip", ordinal, reason, ...found };
  }

  /** What a draft may quote depends on its document; where that is not at hand, either reading may be the true one. */
  #read(draft: unknown, isTrue: (reading: DraftReading) => boolean): DraftReading {
    const { task } = this.scene.run.choice;
    const { document, known } = this.#document();
    const first = task.readDraft(draft, document.text);
    return known || isTrue(first) ? first : task.readDraft(draft, null);
  }

  /** The document as it was shown, or one without text where its text is not at hand. */
  #document(): { readonly document: ShownDocument; readonly known: boolean } {
    const id = this.episode.key.document;
    const document = this.scene.run.shown.get(id);
    const textless = { id, title: "", text: "", shownCharacters: 0, totalCharacters: 0 };
    return { document: document ?? textless, known: document !== undefined };
  }

  #ask(ordinal: number, comparable: boolean): AskSeat {
    const { check } = this.scene;
    return async (seat, request, { attempt, retry, ...more }) => {
      const episode = this.episode.key;
      const call = this.calls.use({ scope: "episode", episode, seat, ordinal, attempt, retry });
      if (comparable) check.compareRequest(call, request, more);
      return { reply: call.reply, usage: usageOf(call) };
    };
  }

  /** A refusal for a limit, or because the episode is over, must be one that follows as well. */
  #refused({ ordinal, call, message }: EventOf<"refused">): TrajectoryEvent {
    const { limits } = this.scene.run.definition;
    const followed: TrajectoryEvent = { kind: "refused", ordinal, call, message };
    const refusals: Readonly<Record<string, () => void>> = {
      [`${limitReached} all ${limits.chatCalls} chat calls used`]: () => this.#meter.countChat("main"),
      [`${limitReached} all ${limits.rounds} rounds used`]: () =>
        call === "propose" ? this.#meter.countProposal() : this.#meter.countChat("challenger"),
      [`${limitReached} all ${limits.tokens} tokens used`]: () => this.#checkTokens(ordinal),
    };
    if (message === acceptedAlready && this.#accepted === null)
      throw new Error("no example was accepted before it");
    if (message === skippedAlready && this.#skipped === null)
      throw new Error("the document was not skipped before it");
    const refuse = refusals[message];
    if (refuse === undefined) return followed;
    try {
      refuse();
    } catch (error) {
      if (error instanceof HostRefusal && error.message === message) return followed;
      throw error;
    }
    throw new Error(`the limit was not reached: ${message}`);
  }

  /** All calls before this host call count: which of their replies the harness had by then is not logged. */
  #checkTokens(ordinal: number): void {
    for (const call of this.calls.checked) {
      if (call.key.scope !== "episode") continue;
      const asked = { messages: call.messages.map((message) => JSON.parse(message)) };
      this.#meter.spend(call.key.ordinal, tokensOf(asked, { usage: usageOf(call), reply: call.reply }));
    }
    this.#meter.checkTokens(ordinal);
  }
}

/** What a stage's own events say of it, where its calls cannot serve: what comes after it is checked all the same. */
function storedResult(event: EventOf<"stage">, [next]: readonly StoredEvent[]): StageResult {
  const verdict =
    next?.event.kind === "verdict" && next.event.ordinal === event.ordinal ? next.event.verdict : null;
  const { attempts, measured, passed, lines, review = null, notRun } = event;
  const stopped = notRun === undefined ? null : { notRun, failed: verdict?.failed ?? [], shadow: {} };
  return { attempts, measured, review, verdict: { passed, lines, verdict }, stopped, examined: null };
}

function claimOf(event: TrajectoryEvent): Claim {
  if (event.kind === "stage" || event.kind === "retested") return "attempts";
  if (event.kind === "verdict") return "verdicts";
  return event.kind === "proposed" || event.kind === "findings" || event.kind === "verified"
    ? "examples"
    : "events";
}
