import { UsageError } from "../foundation/errors.js";
import type { HistoryReader } from "../population/history/history.js";
import { changedSettings, type Identity, type OtherKind, otherKindOf } from "./identity.js";

export interface KindWords {
  readonly kind: OtherKind;
  /** Of the folder. */
  readonly path: string;
  /** What the folder holds when settings differ, such as "a classification with other settings". */
  readonly another: string;
  /** What else can be done, such as "give another folder with --out". */
  readonly advice: string;
  /** The name of a setting as the user writes it. */
  asTyped(setting: string): string;
}

/**
 * Checks that a history holds this very piece of work, which is no search; an empty one does.
 * @throws UsageError naming what differs.
 */
export function requireSameKind(
  history: Pick<HistoryReader, "run">,
  identity: Identity,
  { kind, path, another, advice, asTyped }: KindWords,
): void {
  const stored = history.run.get("experiment.identity");
  if (stored === undefined) return;
  if (otherKindOf(stored) !== kind) throw new UsageError(`${path} holds a run and no ${kind}; ${advice}.`);
  const changed = changedSettings(JSON.parse(stored) as Identity, identity).map(asTyped);
  if (changed.length === 0) return;
  throw new UsageError(
    `${path} holds ${another} (${changed.join(", ")} ${changed.length === 1 ? "differs" : "differ"}); ` +
      `undo the change, or ${advice}.`,
  );
}
