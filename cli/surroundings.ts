import type { Surroundings } from "../experiments/assemble.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import type { CallEvent } from "../models/record.js";
import type { RunEvent } from "../outer/run-event.js";
import type { InterruptHandler } from "./interrupt.js";

/** What is told of everything. */
interface Progress {
  event(event: RunEvent): void;
  call(event: CallEvent): void;
  notice(message: string): void;
}

/** What episodes run in when a command runs them: this process, its Ctrl-C, and a progress. */
export function surroundings(
  projectFolder: string,
  interrupt: Pick<InterruptHandler, "stop">,
  progress: Progress,
): Surroundings {
  return {
    clock: systemClock,
    environment: processEnvironment,
    projectFolder,
    stop: interrupt.stop,
    onEvent: (event) => progress.event(event),
    onCall: (event) => progress.call(event),
    onNotice: (message) => progress.notice(message),
  };
}
