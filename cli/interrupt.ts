import { StopRequest } from "../models/stoppable.js";

/**
 * Ctrl-C: the first asks the run to stop once the calls under way are stored, the second ends the process.
 */
export class InterruptHandler {
  readonly stop = new StopRequest();
  private readonly onSignal = (): void => {
    if (this.stop.requested) process.exit(130);
    this.stop.request();
    this.notify("Stopping: calls under way are being stored. Ctrl-C again ends at once.");
  };

  constructor(private readonly notify: (message: string) => void) {
    process.on("SIGINT", this.onSignal);
    process.on("SIGTERM", this.onSignal);
  }

  release(): void {
    process.off("SIGINT", this.onSignal);
    process.off("SIGTERM", this.onSignal);
  }
}
