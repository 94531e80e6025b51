import type { Clock } from "../../../foundation/clock.js";
import { randomStreams } from "../../../foundation/random.js";
import type { Model } from "../../../models/model.js";
import { paced } from "../../../models/pace.js";
import { ProviderError } from "../../../models/provider-error.js";
import { fakeClock } from "../fake-clock.js";
import { ask, completion, seating } from "../scene.js";

export interface LimitedEndpoint {
  /** Requests that it answers at once, by the number of requests it has answered. */
  readonly parallel: (answered: number) => number;
  /** Milliseconds that an answer takes: between half and one and a half times this. */
  readonly latencyMs: number;
  readonly retryAfterMs: number | null;
}

export interface Throughput {
  /** Share of what an endpoint that is always fully used would have answered in the time. */
  readonly ofIdeal: number;
  /** Share of requests refused, after the first tenth of them. */
  readonly refused: number;
}

/** Sends `calls` calls from so many callers through the pacing, on a clock of its own that only jumps. */
export async function throughput(
  endpoint: LimitedEndpoint,
  { callers, calls, concurrency }: { callers: number; calls: number; concurrency: number },
): Promise<Throughput> {
  const clock = fakeClock(() => true);
  const server = new LimitedServer(endpoint, clock, calls / 10);
  const seats = seating({ concurrency });
  const model = paced(server, { seats, clock, settings: { maxTries: 100 } });
  const started = clock.elapsed();
  let next = 0;
  const caller = async () => {
    while (next < calls) await model.complete(ask("q", next++));
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsed = clock.elapsed() - started;
  return { ofIdeal: server.idealMs / elapsed, refused: server.lateRefusals / (server.answered - calls / 10) };
}

class LimitedServer implements Model {
  answered = 0;
  lateRefusals = 0;
  /** What the answers so far would have taken with every place always filled. */
  idealMs = 0;
  private inService = 0;
  private readonly random = randomStreams(1).fork("latency");

  constructor(
    private readonly endpoint: LimitedEndpoint,
    private readonly clock: Clock,
    private readonly warmUp: number,
  ) {}

  async complete() {
    const limit = this.endpoint.parallel(this.answered);
    if (this.inService >= limit) {
      if (this.answered >= this.warmUp) this.lateRefusals++;
      throw new ProviderError("rate_limit", "too many at once", 429, this.endpoint.retryAfterMs);
    }
    this.inService++;
    const latency = this.endpoint.latencyMs * (0.5 + this.random.next());
    this.idealMs += latency / limit;
    await this.clock.sleep(latency);
    this.inService--;
    this.answered++;
    return completion("done");
  }
}
