import { systemClock } from "../../foundation/clock.js";
import { loadFolder } from "../../inner/corpus/load-folder.js";
import { simulatedCsResearch } from "../../inner/tasks/cs-research/simulated/simulated-cs-research.js";
import { type SimulatedServer, startSimulatedServer } from "../../models/simulated/http-server.js";
import type { SimulatedLatency } from "../../models/simulated/simulated-fetch.js";
import { createSimulatedModels, type SimulatedModels } from "../../models/simulated/simulated-models.js";

/** A request as the server saw it: its seed is derived from the call's key. */
export interface ServedRequest {
  readonly seed: number;
  /** When it arrived, in milliseconds of the system clock's `elapsed`. */
  readonly at: number;
}

/** Simulated models over HTTP that keep a ledger of every request. */
export class RecordingServer {
  /** In the order of arrival. */
  readonly ledger: ServedRequest[] = [];
  private server: SimulatedServer | null = null;

  private constructor(private readonly models: SimulatedModels) {}

  /** With a latency, a request is in the ledger from when it is answered. */
  static async start(corpus: string, latency: Partial<SimulatedLatency> = {}): Promise<RecordingServer> {
    const { documents } = await loadFolder(corpus, { minWords: 80 });
    const recording = new RecordingServer(createSimulatedModels({ documents, task: simulatedCsResearch }));
    recording.server = await startSimulatedServer(
      { names: recording.models.names, respond: (body) => recording.respond(body) },
      { port: 0, clock: systemClock, ...latency },
    );
    return recording;
  }

  get url(): string {
    return this.server?.url ?? "";
  }

  async close(): Promise<void> {
    await this.server?.close();
  }

  private respond(body: unknown) {
    this.ledger.push({ seed: (body as { seed: number }).seed, at: systemClock.elapsed() });
    return this.models.respond(body);
  }
}
