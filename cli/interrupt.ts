import { StopRequest } from "../models/stoppable.js";

/**
 * Ctrl-C: the first asks the run to stop once the calls under way are stored, the second ends the process. A run that
 * is stopping for another reason has its first still to come.
 */
export class InterruptHandler {
  readonly stop = new StopRequest();
  private signals = 0;
  private readonly onSignal = (): void => {
    this.signals += 1;
    if (this.signals > 1) {
      this.notify(`Ended at once; calls under way are not stored.\n  continue: ${this.command()}`);
      process.exit(130);
    }
    this.stop.request();
    this.notify("Stopping: calls under way are being stored. Ctrl-C again ends at once.");
  };

  constructor(
    private readonly notify: (message: string) => void,
    private readonly command: () => string,
  ) {
    process.on("SIGINT", this.onSignal);
    process.on("SIGTERM", this.onSignal);
  }

  release(): void {
    process.off("SIGINT", this.onSignal);
    process.off("SIGTERM", this.onSignal);
  }
}
