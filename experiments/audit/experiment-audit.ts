import { canonicalJson } from "../../foundation/digest.js";
import { seats } from "../../models/chat.js";
import { unifiedDiff } from "../../population/candidates/diff.js";
import { digestOfAdmission } from "../admit/admit-run.js";
import type { Definition } from "../definition/definition.js";
import { changedSettings, type Identity, identityOf } from "../identity.js";
import { digestOfEnd } from "../run-end.js";
import { taskOf } from "../task-of.js";
import { ablatedFacts } from "./ablated-audit.js";
import type { LoggedRun } from "./logged-run.js";
import { endsOf } from "./planned-episodes.js";
import { placeOfDecision } from "./stored-decisions.js";
import type { Tally } from "./tally.js";

/** Audits the run's facts: that its definitions are those of the experiment it claims to be, and that they are all. */
export function auditExperiment(run: LoggedRun, tally: Tally): void {
  const { facts, identity, choice, baseline } = run;
  const identityText = facts.get("experiment.identity") ?? "";
  if (canonicalJson(identity) !== identityText) {
    tally.mismatch(
      "experiment",
      "run experiment.identity",
      "is written in another way than this program writes it",
    );
  }
  for (const [index, definition] of run.definitions.entries()) {
    compareDefinition(run, tally, `run definition.${index + 1}`, definition);
  }
  tally.compare(
    "experiment",
    "run experiment.acceptance",
    facts.get("experiment.acceptance"),
    choice.acceptanceName,
  );
  const diff = unifiedDiff(new Map(), baseline);
  tally.compare("experiment", "run experiment.baseline", facts.get("experiment.baseline"), diff);
  const ends = endsOf(run).map(digestOfEnd);
  const known = [
    "experiment.identity",
    "experiment.acceptance",
    "experiment.baseline",
    ...run.definitions.map((_, index) => `definition.${index + 1}`),
    ...ends,
    ...run.decisions.admissions
      .filter(({ iteration }) => run.decisions.has(iteration, "outcome"))
      .map(({ number }) => digestOfAdmission(number)),
    ...ablatedFacts(run),
  ];
  for (const name of facts.keys()) {
    if (known.includes(name)) continue;
    const end = /^digest\.(\d+)$/.exec(name)?.[1];
    if (end === undefined) tally.mismatch("experiment", `run ${name}`, "is no fact that a run can have");
    else {
      const place = placeOfDecision(Number(end) + 1, "final");
      tally.mismatch("decisions", place, `is missing, though run ${name} says that the run ended there`);
    }
  }
}

/** What the definition says of the experiment's identity; settings that are newer than the run are left out. */
function compareDefinition(run: LoggedRun, tally: Tally, place: string, definition: Definition): void {
  const { identity, seats: configs } = run;
  const changed = [
    ...changedSettings(
      identity,
      knownTo(identity, identityOf(definition, taskOf(definition), configs)) as Identity,
    ),
    ...changedModels(run, definition),
  ];
  if (changed.length === 0) tally.verified("experiment");
  else
    tally.mismatch(
      "experiment",
      place,
      `is not the experiment of run experiment.identity: ${changed.join(", ")}`,
    );
}

/** Models that a definition names, and whose name is not that of the identity. */
function changedModels({ seats: configs }: LoggedRun, { models }: Definition): string[] {
  return seats
    .filter((seat) => models[seat].model !== undefined && models[seat].model !== configs[seat].model)
    .map((seat) => `models.${seat}.model`);
}

/** The value without members that the stored one does not have. */
function knownTo(stored: unknown, value: unknown): unknown {
  if (!isRecord(stored) || !isRecord(value)) return value;
  const members = Object.entries(value).filter(([name]) => Object.hasOwn(stored, name));
  return Object.fromEntries(members.map(([name, member]) => [name, knownTo(stored[name], member)]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
