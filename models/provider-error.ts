/** What kind of trouble a provider gave. None of them says anything about a harness. */
export const providerFaults = [
  "rate_limit",
  "quota",
  "timeout",
  "connection",
  "server",
  "malformed",
  "authentication",
  "refused_request",
] as const;
export type ProviderFault = (typeof providerFaults)[number];

/** The provider could not be made to answer. Messages never hold keys or headers. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  constructor(
    readonly fault: ProviderFault,
    message: string,
    /** HTTP status, or the one named by an error that came as a success; null when no response arrived. */
    readonly status: number | null = null,
    /** Milliseconds the provider asked us to wait; null when it did not say. */
    readonly retryAfterMs: number | null = null,
    /** False when not even a connection could be made: the endpoint is down, not merely troubled. */
    readonly reached: boolean = true,
  ) {
    super(message);
  }

  /** True for trouble that may pass by itself; false for quota, keys and refused requests. */
  get transient(): boolean {
    return (
      this.fault === "rate_limit" ||
      this.fault === "timeout" ||
      this.fault === "connection" ||
      this.fault === "server" ||
      this.fault === "malformed"
    );
  }
}
