import type { ExampleId } from "../../foundation/ids.js";
import type { EpisodeKey } from "../../models/call-key.js";
import type { ChatRequest, Seat } from "../../models/chat.js";
import type { Completion, Model } from "../../models/model.js";
import type { MoreOutput } from "../../models/more-output.js";
import { ProviderError } from "../../models/provider-error.js";
import { addUsage, noUsage, type Usage } from "../../models/usage.js";
import type { ShownDocument } from "../corpus/document.js";
import { acceptedAlready, type EpisodeMeter, skippedAlready } from "../episode/limits.js";
import type { Proposal, SkipReport, StageReport, VerificationReport } from "../harness/contract.js";
import type { HarnessFiles } from "../harness/harness-files.js";
import type { Answer, AskSeat } from "../referee/ask-seat.js";
import { checkSuitability } from "../referee/check-suitability.js";
import { retest } from "../referee/retest.js";
import { runStage, stageReport } from "../referee/run-stage.js";
import { verifyExample } from "../referee/verify-example.js";
import { type HostCall, HostRefusal } from "../sandbox/sandbox.js";
import type { Task } from "../tasks/task.js";
import type { TrajectoryEvent } from "../trajectory.js";
import { requirePlainData, textArgument } from "./arguments.js";
import { readChatRequest } from "./chat-request.js";
import { proposedBefore, stageEvents, verifiedEvent, verifierPrompt } from "./episode-events.js";
import { withLearnings } from "./learnings.js";
import { exampleIdOf, nearDuplicate, Standings } from "./standings.js";

export interface HostOptions {
  readonly task: Task;
  readonly model: Model;
  readonly episode: EpisodeKey;
  readonly document: ShownDocument;
  readonly files: HarnessFiles;
  readonly meter: EpisodeMeter;
  readonly signal: AbortSignal | undefined;
  /** What was learnt on earlier documents, for the challenger; none when absent. */
  readonly learnings?: string | undefined;
  /** Told of each event when it happens; those of parallel calls in another order than the record has them. */
  readonly onEvent?: ((event: TrajectoryEvent) => void) | undefined;
}

/** A place among the requests that one host call makes; see EpisodeCallKey. */
interface Place extends MoreOutput {
  readonly ordinal: number;
  readonly attempt: number;
  readonly retry: number;
}

/**
 * The trusted side of one episode: answers the harness's calls, keeps the record, and decides acceptance from
 * that record alone: the very bytes that were proposed, verified and evaluated.
 *
 * What a call changes (an example known, verified, evaluated, accepted) counts for later calls once its reply
 * was delivered, so that nothing depends on which of two parallel calls was answered faster.
 */
export class EpisodeHost {
  private readonly standings: Standings;
  private readonly record: { ordinal: number; event: TrajectoryEvent }[] = [];
  private readonly underWay = new Set<Promise<unknown>>();
  private undelivered: { ordinal: number; effect: () => void }[] = [];
  private spent: Usage = noUsage;
  /** Host calls so far; the number of the next one. */
  private issued = 0;
  private acceptedExample: ExampleId | null = null;
  private skip: "not asked" | "asked" = "not asked";
  private skippedFor: string | null = null;

  constructor(private readonly options: HostOptions) {
    this.standings = new Standings(options.task);
  }

  /** The first example the referee accepted. */
  get accepted(): ExampleId | null {
    return this.acceptedExample;
  }

  /** Why the document was skipped; null when it was not. */
  get skipped(): string | null {
    return this.skippedFor;
  }

  get usage(): Usage {
    return this.spent;
  }

  /** The record in the order of the host calls. */
  get events(): TrajectoryEvent[] {
    return this.record.toSorted((a, b) => a.ordinal - b.ordinal).map(({ event }) => event);
  }

  readonly call: HostCall = (name, args, ordinal, delivered) => {
    this.issued = Math.max(this.issued, ordinal + 1);
    const answer = this.dispatch(name, args, ordinal, delivered).catch((error: unknown) => {
      if (error instanceof HostRefusal)
        this.log({ kind: "refused", ordinal, call: name, message: error.message });
      throw error;
    });
    const settled: Promise<unknown> = answer.catch(() => {}).finally(() => this.underWay.delete(settled));
    this.underWay.add(settled);
    return answer;
  };

  /**
   * Measures the accepted example with fresh attempts, so many of each solver, once the harness is through. Nothing is
   * done where none was accepted.
   */
  async retest(times: number): Promise<void> {
    const standing = this.acceptedExample === null ? undefined : this.standings.find(this.acceptedExample);
    if (standing === undefined || times === 0) return;
    const { task, document } = this.options;
    const { id, example } = standing;
    const ordinal = this.issued;
    const ask: AskSeat = (seat, request, place) => this.ask(seat, request, { ordinal, ...place });
    const attempts = await retest(ask, { task, example, document }, times);
    this.log({ kind: "retested", ordinal, example: id, attempts });
  }

  /** Resolves when every call the harness issued was answered, whether the harness waited for it or not. */
  async settled(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
    this.applyEffects(Number.POSITIVE_INFINITY);
  }

  private async dispatch(
    name: string,
    args: readonly unknown[],
    ordinal: number,
    delivered: number,
  ): Promise<unknown> {
    requirePlainData(args);
    if (name === "note") {
      this.log({ kind: "note", ordinal, text: textArgument(args[0], "a note").slice(0, 4000) });
      return null;
    }
    this.applyEffects(delivered);
    if (this.acceptedExample !== null) throw new HostRefusal(acceptedAlready);
    if (this.skippedFor !== null) throw new HostRefusal(skippedAlready);
    this.options.meter.checkTokens(delivered);
    if (name === "chat") return this.chat(args[0], args[1], ordinal);
    if (name === "propose") return this.propose(args[0], ordinal);
    if (name === "verify") return this.verify(args[0], ordinal);
    if (name === "skip") return this.askToSkip(args[0], ordinal);
    return this.evaluate(args[0], args[1], ordinal);
  }

  private async chat(seat: unknown, request: unknown, ordinal: number): Promise<unknown> {
    if (seat !== "main" && seat !== "challenger") {
      throw new HostRefusal(`chat: there is no seat ${textArgument(seat, "a seat")}`);
    }
    const asked = readChatRequest(request);
    this.options.meter.countChat(seat);
    this.log({ kind: "chat", ordinal, seat });
    const informed = seat === "challenger" ? withLearnings(asked, this.options.learnings ?? "") : asked;
    const { reply } = await refusable(() => this.ask(seat, informed, { ordinal, attempt: 0, retry: 0 }));
    return { text: reply.text, toolCalls: reply.toolCalls, finish: reply.finish };
  }

  private propose(draft: unknown, ordinal: number): Proposal {
    const round = this.options.meter.countProposal();
    const read = this.options.task.readDraft(draft, this.options.document.text);
    if (!read.ok) return this.refuseDraft(draft, read.findings, { ordinal, round });
    const id = exampleIdOf(read.example);
    if (this.standings.has(id)) {
      return this.refuseDraft(draft, [proposedBefore], { ordinal, round });
    }
    const twin = this.standings.evaluatedTwin(read.example);
    if (twin !== undefined) return this.refuseDraft(draft, [nearDuplicate(twin)], { ordinal, round });
    this.log({ kind: "proposed", ordinal, round, example: id, body: read.example.body });
    this.onDelivery(ordinal, () => this.standings.add(read.example));
    return { accepted: true, example: id };
  }

  private refuseDraft(
    draft: unknown,
    findings: readonly string[],
    place: { readonly ordinal: number; readonly round: number },
  ): Proposal {
    this.log({ kind: "findings", ...place, draft, findings });
    return { accepted: false, findings: [...findings] };
  }

  private async verify(name: unknown, ordinal: number): Promise<VerificationReport> {
    const standing = this.standings.beginVerification(name);
    const prompt = this.options.files.get(verifierPrompt);
    if (prompt === undefined) throw new HostRefusal(`verify: this harness has no ${verifierPrompt}`);
    const ask: AskSeat = (seat, request, place) =>
      refusable(() => this.ask(seat, request, { ordinal, ...place }));
    const report = await verifyExample(ask, standing.example, prompt, this.options.document);
    this.log(verifiedEvent(ordinal, standing.id, report));
    this.onDelivery(ordinal, () => {
      standing.verification = report.passed ? "passed" : "failed";
    });
    return report;
  }

  private async evaluate(name: unknown, stageName: unknown, ordinal: number): Promise<StageReport> {
    const { task, document } = this.options;
    const { standing, stage } = this.standings.beginStage(name, stageName);
    const { example, evidence } = standing;
    const ask: AskSeat = (seat, request, place) => this.ask(seat, request, { ordinal, ...place });
    const reviews = [...this.standings.reviews];
    const result = await runStage({ task, stage, example, document, earlier: evidence, reviews }, ask);
    for (const event of stageEvents(task, ordinal, standing, stage, result)) this.log(event);
    this.onDelivery(ordinal, () => {
      this.standings.record(standing, stage, result);
      if (result.verdict.verdict?.decision === "accepted") this.acceptedExample ??= standing.id;
    });
    return stageReport(stage.name, result);
  }

  private async askToSkip(claim: unknown, ordinal: number): Promise<SkipReport> {
    const { task, document } = this.options;
    const reason = textArgument(claim, "a reason").slice(0, 1000);
    if (task.suitability === undefined)
      throw new HostRefusal(`skip: the task ${task.name} skips no document`);
    if (this.skip === "asked") throw new HostRefusal("skip: it was asked before");
    this.skip = "asked";
    const ask: AskSeat = (seat, request, place) => this.ask(seat, request, { ordinal, ...place });
    const { confirmed, finding } = await checkSuitability(ask, task.suitability, document);
    this.log({ kind: "skip", ordinal, reason, confirmed, finding });
    this.onDelivery(ordinal, () => {
      if (confirmed) this.skippedFor = finding;
    });
    return { skipped: confirmed, finding };
  }

  private async ask(seat: Seat, request: ChatRequest, place: Place): Promise<Answer> {
    const { ordinal, attempt, retry, ...more } = place;
    const key = { scope: "episode", episode: this.options.episode, seat, ordinal, attempt, retry } as const;
    const completion = await this.options.model.complete({ key, request, ...more }, this.options.signal);
    this.spent = addUsage(this.spent, completion.usage);
    this.options.meter.spend(ordinal, tokensOf(request, completion));
    return completion;
  }

  private onDelivery(ordinal: number, effect: () => void): void {
    this.undelivered.push({ ordinal, effect });
  }

  private applyEffects(delivered: number): void {
    const due = this.undelivered.filter(({ ordinal }) => ordinal < delivered);
    this.undelivered = this.undelivered.filter(({ ordinal }) => ordinal >= delivered);
    for (const { effect } of due.toSorted((a, b) => a.ordinal - b.ordinal)) effect();
  }

  private log(event: TrajectoryEvent & { readonly ordinal: number }): void {
    this.record.push({ ordinal: event.ordinal, event });
    this.options.onEvent?.(event);
  }
}

/** A request that the endpoint will not take is the fault of the harness that wrote it, which hears of it. */
async function refusable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ProviderError) || error.fault !== "refused_request") throw error;
    throw new HostRefusal(`the endpoint refused this request: ${error.message}`);
  }
}

/** Tokens that count towards the episode's limit: as reported, else a quarter of the characters. */
export function tokensOf(
  request: Pick<ChatRequest, "messages">,
  completion: Pick<Completion, "usage" | "reply">,
): number {
  const { inputTokens, outputTokens } = completion.usage;
  if (inputTokens !== null && outputTokens !== null) return inputTokens + outputTokens;
  const asked = request.messages.reduce((sum, message) => sum + message.content.length, 0);
  return Math.ceil((asked + completion.reply.text.length) / 4);
}
