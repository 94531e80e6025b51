import type { Surroundings } from "../experiments/assemble.js";
import { systemClock } from "../foundation/clock.js";
import { processEnvironment } from "../foundation/environment.js";
import type { EpisodeProgress } from "./episode-progress.js";
import type { InterruptHandler } from "./interrupt.js";

/** What episodes run in when a command runs them: this process, its Ctrl-C, and a progress that is told of everything. */
export function surroundings(
  projectFolder: string,
  interrupt: Pick<InterruptHandler, "stop">,
  progress: EpisodeProgress,
): Surroundings {
  return {
    clock: systemClock,
    environment: processEnvironment,
    projectFolder,
    stop: interrupt.stop,
    onEvent: (event) => progress.event(event),
    onCall: () => progress.call(),
    onNotice: (message) => progress.notice(message),
  };
}
