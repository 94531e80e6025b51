import type { TreeHash } from "../foundation/ids.js";
import type { Outcome } from "../inner/trajectory.js";
import type { Admitter } from "../population/candidates/candidate-store.js";
import type { Phase } from "../population/history/ticket.js";
import type { DecisionBody, Rate } from "./decisions.js";

/** Everything a screen can show of a running search, in the order it happens. */
export type RunEvent =
  | { readonly kind: "step"; readonly iteration: number; readonly step: string; readonly parent: TreeHash }
  | {
      readonly kind: "episode";
      readonly iteration: number;
      readonly phase: Phase;
      readonly outcome: Outcome;
      readonly reused: boolean;
    }
  | { readonly kind: "baseline"; readonly candidate: TreeHash; readonly rate: Rate }
  | {
      readonly kind: "iteration";
      readonly iteration: number;
      readonly outcome: DecisionBody<"outcome">;
      /** Who admitted it, where it is no iteration but an admission by hand. */
      readonly admitter?: Admitter;
    }
  | { readonly kind: "calibration"; readonly body: DecisionBody<"calibration"> }
  | { readonly kind: "finalist"; readonly iteration: number; readonly candidate: TreeHash }
  /** `iteration` is that of its episodes, behind the last of the search. */
  | { readonly kind: "testing"; readonly iteration: number; readonly episodes: number };

export type OnRunEvent = (event: RunEvent) => void;
