/**
 * `autodata/harness`: all that evolved code can see. A harness is a folder with `workflow.ts`, whose default
 * export is a `Workflow`, further `.ts` modules it imports by relative path, and `prompts/*.md`.
 * Only types come from here (`import type { Host } from "autodata/harness"`).
 *
 * Every asynchronous function rejects with an Error when a limit of the episode is reached or the call breaks
 * a rule; the message says which. Replies arrive in the order their calls were issued.
 */
export interface Host {
  /** The source document as far as it may be shown. */
  readonly document: { readonly title: string; readonly text: string };
  /** The evaluation stages of the task, in order; for example ["weak", "strong"]. */
  readonly stages: readonly string[];
  /** How many rounds this episode may have. */
  readonly rounds: number;
  /** Text of prompts/<name>.md of this harness. Throws when there is no such file. */
  prompt(name: string): string;
  /** Asks the model behind a seat. Model, sampling and limits are the host's choice. */
  chat(seat: "main" | "challenger", request: ChatRequest): Promise<ChatReply>;
  /**
   * Submits a draft example. A draft that breaks the task's rules comes back as findings: feedback, one
   * sentence each. The draft must be an object in the task's example form; text is never parsed here.
   */
  propose(draft: unknown): Promise<Proposal>;
  /** Has the quality verifier (this harness's prompts/quality-verifier.md) check a proposed example. */
  verify(example: string): Promise<VerificationReport>;
  /** Runs one evaluation stage, once per example and stage, after verification passed and in stage order. */
  evaluate(example: string, stage: string): Promise<StageReport>;
  /**
   * Asks to skip a document that cannot be a source of examples, once per episode. The host checks the document
   * for itself; when it agrees, the episode is over and counts neither as a success nor as a failure.
   */
  skip(reason: string): Promise<SkipReport>;
  /** Writes a line into the trajectory. */
  note(text: string): void;
}

export type Workflow = (host: Host) => Promise<void>;

export interface ChatRequest {
  messages: ChatMessage[];
  tools?: ToolDefinition[];
  /** `json` asks for a JSON object where the endpoint can; the reply is still text. */
  format?: "text" | "json";
}

export type ChatMessage =
  | { role: "system" | "user"; content: string }
  | { role: "assistant"; content: string; toolCalls?: ToolCall[] }
  | { role: "tool"; content: string; toolCallId: string };

export interface ToolDefinition {
  name: string;
  description: string;
  /** JSON Schema of the arguments object. */
  parameters: Record<string, unknown>;
}

export interface ToolCall {
  id: string;
  name: string;
  /** JSON text as the model wrote it, possibly broken. */
  arguments: string;
}

export interface ChatReply {
  text: string;
  toolCalls: ToolCall[];
  /** "stop", "tool_calls", "length" (cut off), "content_filter", "context_length" (did not fit). */
  finish: "stop" | "tool_calls" | "length" | "content_filter" | "context_length";
}

export type Proposal = { accepted: true; example: string } | { accepted: false; findings: string[] };

export interface VerificationReport {
  passed: boolean;
  /** One entry per check the task asks for, in order; for example leakage: LEAKS_ANSWER. */
  checks: { name: string; verdict: string; note: string }[];
  /** What the verifier would have changed. */
  feedback: string;
}

export interface SkipReport {
  skipped: boolean;
  /** What the host found: the ground for skipping, or what the document can be used for. */
  finding: string;
}

export interface StageReport {
  stage: string;
  /** The stage's own conditions held; on the last stage, that the example was accepted. */
  passed: boolean;
  /** Which conditions held and which failed, one line each, such as "WEAK_FAILED: TOO EASY ...". */
  lines: string[];
  /** False when attempts stayed truncated, empty, filtered or unjudgeable: nothing was measured. */
  measured: boolean;
  /** Mean score over the attempts, 0 to 1; null when not measured. */
  mean: number | null;
  attempts: AttemptReport[];
  /** What the task's own judge says of a measured stage; null in tasks without one. */
  review: Record<string, unknown> | null;
}

export interface AttemptReport {
  seat: "weak" | "strong";
  answer: string;
  /** 0 to 1; null when this attempt could not be measured, and then `note` says why. */
  score: number | null;
  note: string;
  /** One entry per criterion of the rubric, by index. */
  marks: { met: boolean; reason: string; contested?: string }[];
}
