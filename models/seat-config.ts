/** The resolved settings of one seat: everything needed to reach its model. */
export interface SeatConfig {
  /** Model name as declared; sent on the wire and part of the logical request. */
  readonly model: string;
  /** `simulated` for the embedded models in process, else an http(s) base URL such as https://host/v1. */
  readonly baseUrl: string;
  /** Name of the environment variable that holds the key; null sends a dummy key (vLLM, Ollama). */
  readonly apiKeyEnv: string | null;
  /** Sent only when configured. Part of the logical request. */
  readonly sampling: Sampling;
  /** Added to every request body as they are (thinking switches, routing). Part of the logical request. */
  readonly extraBody: Readonly<Record<string, unknown>>;
  /** Added to every request's headers. Provenance only. */
  readonly extraHeaders: Readonly<Record<string, string>>;
  /** Milliseconds one request may take before it counts as a timeout. */
  readonly timeoutMs: number;
  /** Most requests under way at once at this seat's endpoint and model. */
  readonly concurrency: number;
  /** US dollars per million tokens; null when unknown. */
  readonly price: Price | null;
}

export interface Sampling {
  readonly temperature?: number;
  readonly topP?: number;
  readonly maxTokens?: number;
}

export interface Price {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
  /** Of input tokens that the provider had cached; absent when they cost as much as others. */
  readonly cachedInputPerMillion?: number | undefined;
}

/** Marks a seat served by the embedded simulated models, in process. */
export const simulatedBaseUrl = "simulated";
