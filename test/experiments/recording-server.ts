import { systemClock } from "../../foundation/clock.js";
import { loadFolder } from "../../inner/corpus/load-folder.js";
import { type SimulatedServer, startSimulatedServer } from "../../models/simulated/http-server.js";
import { createSimulatedModels, type SimulatedModels } from "../../models/simulated/simulated-models.js";

/** Simulated models over HTTP that keep the seed of every request: it is derived from the call's key. */
export class RecordingServer {
  /** In the order the requests arrived. */
  readonly seeds: number[] = [];
  /** Told of every request before it is answered. */
  onRequest: () => void = () => {};
  private server: SimulatedServer | null = null;

  private constructor(private readonly models: SimulatedModels) {}

  static async start(corpus: string): Promise<RecordingServer> {
    const { documents } = await loadFolder(corpus, { minWords: 80 });
    const recording = new RecordingServer(createSimulatedModels({ documents }));
    recording.server = await startSimulatedServer(
      { names: recording.models.names, respond: (body) => recording.respond(body) },
      { port: 0, clock: systemClock },
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
    this.seeds.push((body as { seed: number }).seed);
    this.onRequest();
    return this.models.respond(body);
  }
}
