import { pairOf } from "../../outer/crossed-pair.js";
import { type DecisionBody, decisionSchemas } from "../../outer/decisions.js";
import type { CandidateEntry } from "../../population/history/history.js";
import { ablatedIn } from "../ablate/ablated.js";
import { type ListedEpisode, listedEpisodes } from "./iteration-view.js";
import { candidateNamed, type OpenedRun } from "./opened-run.js";

/** A candidate: where it comes from, what it changed, and every episode it was run in. */
export interface CandidateView {
  readonly name: string;
  readonly entry: CandidateEntry;
  /** What an ablation measured of what it wrote: on validation documents, and on test documents. Else empty. */
  readonly ablation: readonly string[];
  readonly parent: string | null;
  /** The second parent, of one that merged two lineages. */
  readonly otherParent: string | null;
  readonly edit: DecisionBody<"edit"> | null;
  readonly accept: DecisionBody<"accept"> | null;
  /** Accepted and conclusive episodes by phase, and how many there were. */
  readonly counts: readonly {
    readonly phase: string;
    readonly accepted: number;
    readonly episodes: number;
  }[];
  readonly episodes: readonly ListedEpisode[];
}

/** @throws UsageError when the name is of no candidate, or of several. */
export function candidateView(opened: OpenedRun, name: string): CandidateView {
  const entry = candidateNamed(opened, name);
  const { history, names, named } = opened;
  const parent = named.all.find(({ commit }) => commit === entry.parent);
  const body = (kind: string) => history.decisions.find(entry.iteration, kind)?.body;
  const made = entry.standing !== "baseline";
  const other = made ? pairOf(history, entry.iteration)?.other : undefined;
  const episodes = listedEpisodes(opened, ({ candidate }) => candidate === entry.tree);
  const phases = [...new Set(episodes.map(({ phase }) => phase))];
  return {
    name: names(entry.tree),
    entry,
    ablation: ablationOf(opened, entry),
    parent: parent === undefined ? null : names(parent.tree),
    otherParent: other === undefined ? null : names(other),
    edit: made ? decisionSchemas.edit.nullable().parse(body("edit") ?? null) : null,
    accept: made ? decisionSchemas.accept.nullable().parse(body("accept") ?? null) : null,
    counts: phases.map((phase) => {
      const ofPhase = episodes.filter((one) => one.phase === phase);
      const accepted = ofPhase.filter(({ outcome }) => outcome === "accepted").length;
      return { phase, accepted, episodes: ofPhase.length };
    }),
    episodes,
  };
}

function ablationOf({ history }: OpenedRun, { standing, tree }: CandidateEntry): string[] {
  if (standing !== "ablated") return [];
  const written = ablatedIn((name) => history.run.get(name)).find((one) => one.tree === tree);
  return written === undefined ? [] : [written.measured, ...(written.test === null ? [] : [written.test])];
}
