import OpenAI from "openai";
import type { Clock } from "../foundation/clock.js";
import type { Environment } from "../foundation/environment.js";
import { inLongStage } from "../foundation/stages.js";
import { readApiKey } from "./api-key.js";
import type { ChatReply, ChatRequest, Seat } from "./chat.js";
import { checkSeats } from "./check-seats.js";
import { DeadlinePassed, withDeadline } from "./deadline.js";
import { logicalRequest } from "./logical-request.js";
import type { Completion, Model, ModelCall, Provenance } from "./model.js";
import { costOf, isSimulated } from "./prices.js";
import { ProviderError } from "./provider-error.js";
import type { SeatConfig } from "./seat-config.js";
import { estimatePromptTokens, looksCut } from "./token-estimate.js";
import type { Usage } from "./usage.js";
import { askedAt } from "./wire/asked.js";
import { type Asked, classifyFailure, type Sent, type WireFailure } from "./wire/classify-error.js";
import { connectionTrouble } from "./wire/connection-trouble.js";
import { type Meter, readResponse } from "./wire/read-response.js";
import {
  type RefusableParameter,
  RefusedParameters,
  refusableParameters,
  withoutRefused,
} from "./wire/refused-parameters.js";
import { retryAfterMs } from "./wire/retry-after.js";
import { type Fetch, undiciFetch } from "./wire/undici-fetch.js";
import { type WireRequest, wireRequest } from "./wire/wire-request.js";

export interface EndpointOptions {
  readonly seats: Readonly<Record<Seat, SeatConfig>>;
  /** Root seed of the run; the seed sent with a call comes from it and the call's key. */
  readonly rootSeed: number;
  readonly environment: Environment;
  readonly clock: Clock;
  /** In place of the network, by base URL; `simulated` needs one. */
  readonly fetches?: Readonly<Record<string, Fetch>>;
  /** Told once, in a sentence, about each thing an endpoint does that changes what is measured. */
  readonly onWarning?: (message: string) => void;
}

/** What one request brought: a reply, or a parameter to leave out before asking again. */
type Result =
  | {
      readonly kind: "reply";
      readonly reply: ChatReply;
      readonly usage: Usage;
      readonly answeredBy: string | null;
    }
  | {
      readonly kind: "refused_parameter";
      readonly parameter: RefusableParameter;
      readonly onlyHere: boolean;
    };

/** What stands for a reply when the request, or a part of it, did not reach the model. */
const notFitting: ChatReply = { text: "", toolCalls: [], finish: "context_length", reasoning: null };

/** Longest time the client's own timer can be set to; ours is always shorter. */
const never = 2 ** 31 - 1;

/**
 * The innermost model: one non-streaming chat completion per call, over the `openai` client, to the endpoint
 * of the call's seat. It does not wait and does not retry, except at once when a parameter is refused.
 * Rejects with ProviderError or the signal's reason.
 * @throws UsageError when a seat's settings cannot make a request.
 */
export function openaiEndpoint(options: EndpointOptions): Model {
  checkSeats(options.seats);
  return new OpenaiEndpoint(options);
}

class OpenaiEndpoint implements Model {
  private readonly clients = new Map<string, OpenAI>();
  private readonly network = undiciFetch();
  private readonly warned = new Set<string>();
  private readonly refused = new RefusedParameters((message) => this.warnOnce(message));

  constructor(private readonly options: EndpointOptions) {}

  async complete(call: ModelCall, signal?: AbortSignal): Promise<Completion> {
    const seat = this.options.seats[call.key.seat];
    const request = wireRequest(logicalRequest(seat, this.options.rootSeed, call));
    const refusedHere = new Set<RefusableParameter>();
    for (;;) {
      const refused = new Set([...this.refused.of(seat.baseUrl, seat.model), ...refusedHere]);
      const adapted = withoutRefused(request, refused);
      const { clock } = this.options;
      const [startedAt, started] = [clock.now(), clock.elapsed()];
      const result = await this.ask(seat, call, adapted.request, signal);
      if (result.kind === "refused_parameter") {
        if (result.onlyHere) refusedHere.add(result.parameter);
        else this.refused.learn(seat.baseUrl, seat.model, result.parameter);
        continue;
      }
      const reply = this.promptWasCut(seat, call.request, result.usage) ? notFitting : result.reply;
      return completion(reply, result.usage, {
        baseUrl: seat.baseUrl,
        answeredBy: result.answeredBy,
        retries: 0,
        droppedParameters: adapted.dropped,
        startedAt,
        durationMs: Math.round(clock.elapsed() - started),
      });
    }
  }

  private async ask(
    seat: SeatConfig,
    call: ModelCall,
    request: WireRequest,
    signal?: AbortSignal,
  ): Promise<Result> {
    const apiKey = readApiKey(this.options.environment, seat.apiKeyEnv);
    if (!apiKey.ok) {
      throw new ProviderError("authentication", `${seat.model} needs the key in ${apiKey.problem}`);
    }
    const asked = askedAt(seat, apiKey.key);
    const answer = await inLongStage("call", () => this.send(seat, apiKey.key, request, asked, signal));
    const understand = (failure: WireFailure) =>
      understandFailure(failure, sentWith(request, seat, call), asked);
    if (typeof answer !== "string") return understand(answer);
    const read = readResponse(asked.withoutKey(answer));
    if (read.kind === "error") return understand({ status: 200, body: read.body, retryAfterMs: null });
    if (read.kind === "malformed") {
      throw new ProviderError("malformed", `${asked.endpoint} sent ${read.what} for ${asked.model}`, 200);
    }
    return { ...read, usage: usageOf(read.meter, seat) };
  }

  /** The body of a success as text, or the failure as it arrived. */
  private async send(
    seat: SeatConfig,
    key: string,
    request: WireRequest,
    asked: Asked,
    signal?: AbortSignal,
  ): Promise<string | WireFailure> {
    const { clock } = this.options;
    const client = this.clientOf(seat, key);
    try {
      return await withDeadline(clock, seat.timeoutMs, signal, async (inTime) => {
        const response = await client.chat.completions
          .create(Object.assign({}, request, seat.extraBody), {
            signal: inTime,
            headers: { ...seat.extraHeaders },
            timeout: never,
          })
          .asResponse();
        return await response.text();
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof OpenAI.APIError && error.status !== undefined) {
        const wait = error.headers === undefined ? null : retryAfterMs(error.headers, clock.now());
        return { status: error.status, body: error.error, retryAfterMs: wait };
      }
      throw networkError(error, seat, asked);
    }
  }

  private clientOf(seat: SeatConfig, key: string): OpenAI {
    const name = `${seat.baseUrl} ${seat.apiKeyEnv}`;
    const known = this.clients.get(name);
    if (known !== undefined) return known;
    const client = new OpenAI({
      baseURL: isSimulated(seat) ? "http://simulated/v1" : seat.baseUrl,
      apiKey: key,
      adminAPIKey: null,
      organization: null,
      project: null,
      maxRetries: 0,
      logLevel: "off",
      fetch: keepingErrorBodies(this.options.fetches?.[seat.baseUrl] ?? this.network),
    });
    this.clients.set(name, client);
    return client;
  }

  /** Warns once per seat's model: an answer to a part of the prompt must not be taken for an answer. */
  private promptWasCut(seat: SeatConfig, request: ChatRequest, usage: Usage): boolean {
    if (!looksCut(usage, estimatePromptTokens(request))) return false;
    this.warnOnce(
      `${seat.model} at ${seat.baseUrl} counts far fewer prompt tokens than were sent and may be cutting ` +
        "prompts silently, so such replies count as too long for it: raise its context length (Ollama: num_ctx)",
    );
    return true;
  }

  private warnOnce(message: string): void {
    if (this.warned.has(message)) return;
    this.warned.add(message);
    this.options.onWarning?.(message);
  }
}

/** The client looks only at an error body's member `error`, and many servers have none: here all of it is. */
function keepingErrorBodies(fetch: Fetch): Fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    if (response.ok) return response;
    const { status, headers } = response;
    return new Response(JSON.stringify({ error: await response.text() }), { status, headers });
  };
}

function sentWith(request: WireRequest, seat: SeatConfig, call: ModelCall): Sent {
  const ours = refusableParameters.filter((name) => request[name] !== undefined && !(name in seat.extraBody));
  return { parameters: new Set(ours), moreOutput: (call.outputFactor ?? 1) > 1 };
}

function understandFailure(failure: WireFailure, sent: Sent, asked: Asked): Result {
  const trouble = classifyFailure(failure, sent, asked);
  if (trouble.kind === "fault") throw trouble.error;
  if (trouble.kind === "refused_parameter") return trouble;
  return {
    kind: "reply",
    reply: { ...notFitting, finish: trouble.finish },
    usage: { calls: 1, inputTokens: 0, outputTokens: 0, costUsd: 0 },
    answeredBy: null,
  };
}

/** An error without a network cause is a bug in an in-process `fetch` and stays what it is. */
function networkError(error: unknown, seat: SeatConfig, asked: Asked): unknown {
  if (error instanceof DeadlinePassed) {
    const seconds = Math.round(seat.timeoutMs / 1000);
    return new ProviderError(
      "timeout",
      `${asked.endpoint} did not answer for ${asked.model} within ${seconds} s`,
    );
  }
  const trouble = connectionTrouble(error);
  if (trouble === null) return error instanceof OpenAI.APIError ? (error.cause ?? error) : error;
  const message = `${asked.endpoint} did not answer for ${asked.model}: ${trouble.reason}`;
  return new ProviderError("connection", message, null, null, trouble.reached);
}

/** What the provider itself says a call cost stands above what our prices would make of it. */
function usageOf(meter: Meter, seat: SeatConfig): Usage {
  const { inputTokens, outputTokens, cachedInputTokens } = meter;
  const costUsd = meter.costUsd ?? costOf(seat.price, meter);
  const cached = cachedInputTokens === null ? {} : { cachedInputTokens };
  return { calls: 1, inputTokens, ...cached, outputTokens, costUsd };
}

function completion(reply: ChatReply, usage: Usage, provenance: Provenance): Completion {
  return { reply, usage, provenance };
}
