import { canonicalJson } from "../../foundation/digest.js";
import { UsageError } from "../../foundation/errors.js";
import { inLongStage } from "../../foundation/stages.js";
import { preflight } from "../../models/preflight.js";
import { proposedAdmissions } from "../../outer/admission.js";
import { decideAdmission } from "../../outer/admit.js";
import { type LoggedTurns, loggedTurns } from "../../outer/logged-turns.js";
import { populationView } from "../../outer/population-view.js";
import type { HistoryReader } from "../../population/history/history.js";
import { assemble, type Surroundings } from "../assemble.js";
import { readRun } from "../loaded-run.js";
import { openRun } from "../open-run.js";
import { resumable } from "../resumable.js";
import { writeCurve } from "../write-curve.js";
import type { PreparedAdmission } from "./prepare-admission.js";

/**
 * Evaluates a prepared admission inside its run, decides on it, commits it, and draws the run's curve again. Resolves
 * with the history, still open for reading; the caller closes it.
 * @throws UsageError before anything is written, when the run is being written or went on meanwhile; RunStopped when a
 * budget or the user ends it.
 */
export async function admitToRun(
  { experiment, admission, begun }: PreparedAdmission,
  surroundings: Surroundings,
): Promise<HistoryReader> {
  const { clock, environment } = surroundings;
  const documents = experiment.splits.validation.length;
  const before = readRun(experiment.folder.history);
  try {
    requireStillThere(before, loggedTurns(before, documents), admission, begun);
  } finally {
    await before.close();
  }
  await preflight({ seats: experiment.seats, environment, clock });
  const history = await inLongStage("startup", () => openRun(experiment, clock));
  try {
    const turns = loggedTurns(history, documents);
    requireStillThere(history, turns, admission, begun);
    const assembly = await inLongStage("startup", () => assemble(experiment, history, surroundings));
    try {
      await decideAdmission(assembly.setting, admission, populationView(turns.finished));
    } finally {
      await assembly.close();
    }
    await history.flush();
    const { number } = admission;
    await history.run.put(digestOfAdmission(number), history.admissionDigest(number));
    writeCurve(experiment.folder.reports, history);
    return history;
  } catch (error) {
    await history.close().catch(() => {}); // what was refused before is refused again
    throw resumable(error);
  }
}

/** Name of the fact under which a run keeps the digest of an admission. */
export const digestOfAdmission = (number: number) => `digest.admission.${number}`;

/** @throws UsageError when another process went on with the run since the admission was prepared. */
function requireStillThere(
  history: Pick<HistoryReader, "decisions">,
  { place }: LoggedTurns,
  { number, body }: PreparedAdmission["admission"],
  begun: boolean,
): void {
  const { decided, begun: drawn } = body;
  const next = proposedAdmissions(history.decisions.all()).length + (begun ? 0 : 1);
  if (canonicalJson(place) === canonicalJson({ decided, begun: drawn }) && next === number) return;
  throw new UsageError("the run went on in the meantime: give the same command again");
}
