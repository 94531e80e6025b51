import type { Seat } from "../../models/chat.js";

/** What is tried, in this order. */
export const checkNames = [
  "endpoint",
  "model",
  "chat",
  "settings",
  "usage",
  "json",
  "tools",
  "cut-off",
  "long prompt",
] as const;
export type CheckName = (typeof checkNames)[number];

/** `warning`: the program copes, with a loss that is said. `not tried`: not needed, or nothing to try it on. */
export type CheckVerdict = "ok" | "warning" | "wrong" | "not tried";

/** What one check of one endpoint, model and settings found. */
export interface Finding {
  readonly check: CheckName;
  readonly verdict: CheckVerdict;
  /** One sentence without its full stop. */
  readonly found: string;
  /**
   * Which setting mends it, or what else does; empty where nothing has to be mended. Settings are in braces until it
   * is known of how many seats the same was found: `set {temperature} to null`.
   */
  readonly advice: string;
}

/** All that was found of the seats that share an endpoint, a model and settings. */
export interface PlaceFindings {
  readonly seats: readonly Seat[];
  readonly endpoint: string;
  readonly model: string;
  readonly findings: readonly Finding[];
}

export const ok = (check: CheckName, found: string): Finding => ({ check, verdict: "ok", found, advice: "" });

export const notTried = (check: CheckName, found: string): Finding => ({
  ...{ check, verdict: "not tried", found, advice: "" },
});

export const warning = (check: CheckName, found: string, advice: string): Finding => ({
  ...{ check, verdict: "warning", found, advice },
});

export const wrong = (check: CheckName, found: string, advice: string): Finding => ({
  ...{ check, verdict: "wrong", found, advice },
});
