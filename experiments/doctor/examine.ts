import type { Clock } from "../../foundation/clock.js";
import type { Environment } from "../../foundation/environment.js";
import { listModels } from "../../models/model-list.js";
import { isSimulated } from "../../models/prices.js";
import { addUsage, noUsage, type Usage } from "../../models/usage.js";
import { endpointName } from "../../models/wire/asked.js";
import { checkFailure, checkReply, checkSettings, checkUsage } from "./checks/chat.js";
import { checkCutOff } from "./checks/cut-off.js";
import { checkEndpoint, checkKey, checkModelName, nearNames } from "./checks/endpoint.js";
import { checkJson } from "./checks/json.js";
import { checkLongPrompt } from "./checks/long-prompt.js";
import { checkTools } from "./checks/tools.js";
import { checkNames, type Finding, notTried, type PlaceFindings } from "./finding.js";
import { withSettings } from "./places.js";
import type { PlaceToTry, PreparedDoctor } from "./prepare-doctor.js";
import { wordRequest } from "./probes.js";
import { Trial } from "./trial.js";
import { type Trouble, troublesOf } from "./troubles.js";

/** All that was found, and what it took. */
export interface Diagnosis {
  readonly places: readonly PlaceFindings[];
  readonly troubles: readonly Trouble[];
  readonly used: Usage;
  /** Nothing is wrong; there may be warnings. */
  readonly usable: boolean;
}

export interface DoctorSurroundings {
  readonly clock: Clock;
  readonly environment: Environment;
  /** Told after each call. */
  readonly onCall: () => void;
}

/** Tries every place of a prepared doctor; places side by side, the calls to each one after another. */
export async function examine(
  prepared: PreparedDoctor,
  surroundings: DoctorSurroundings,
): Promise<Diagnosis> {
  const examined = await Promise.all(
    prepared.places.map((place) => examinePlace(place, prepared, surroundings)),
  );
  const places = examined.map(({ findings }) => findings);
  return {
    places: places.map((place) => readable(place, prepared.definition)),
    troubles: troublesOf(places, prepared.definition),
    used: examined.map(({ used }) => used).reduce(addUsage, noUsage),
    usable: places.every(({ findings }) => findings.every(({ verdict }) => verdict !== "wrong")),
  };
}

function readable(place: PlaceFindings, definition: PreparedDoctor["definition"]): PlaceFindings {
  const named = (finding: Finding) => ({
    ...finding,
    advice: withSettings(finding.advice, definition, place.seats),
  });
  return { ...place, findings: place.findings.map(named) };
}

async function examinePlace(
  place: PlaceToTry,
  prepared: PreparedDoctor,
  surroundings: DoctorSurroundings,
): Promise<{ readonly findings: PlaceFindings; readonly used: Usage }> {
  const { definition, fetches } = prepared;
  const trial = new Trial(place, { ...surroundings, rootSeed: definition.seed, fetches });
  const found = await findingsOf(place, trial, prepared, surroundings);
  const { seats, config } = place;
  return {
    findings: {
      seats,
      endpoint: isSimulated(config) ? "in process" : endpointName(config.baseUrl),
      model: config.model,
      findings: complete(found),
    },
    used: isSimulated(config) ? { ...trial.used, costUsd: 0 } : trial.used,
  };
}

async function findingsOf(
  place: PlaceToTry,
  trial: Trial,
  { network, texts }: PreparedDoctor,
  { clock, environment }: DoctorSurroundings,
): Promise<Finding[]> {
  const { config, needs } = place;
  const keyless = checkKey(config, environment);
  if (keyless !== null) return [keyless];
  const list = isSimulated(config)
    ? ({ kind: "answered", names: [config.model] } as const)
    : await listModels(config, { environment, clock, fetch: network });
  const endpoint = checkEndpoint(list, config);
  if (endpoint.verdict === "wrong") return [endpoint];
  const first = [endpoint, checkModelName(list, config)];
  const asked = await trial.ask(wordRequest);
  if (!asked.ok) {
    const names = list.kind === "answered" ? (list.names ?? []) : [];
    const near = names.includes(config.model) ? [] : nearNames(config.model, names);
    return [...first, checkFailure(asked.error.fault, asked.said, near)];
  }
  const reply = checkReply(asked.completion);
  const seen = [...first, reply, checkSettings(asked.completion), checkUsage(asked.completion)];
  if (reply.verdict === "wrong") return seen;
  return [
    ...seen,
    await checkJson(trial, needs),
    await checkTools(trial, needs),
    await checkCutOff(trial, config),
    await checkLongPrompt(trial, texts, needs),
  ];
}

/** Every check has its finding: those after something wrong were not tried. */
function complete(found: readonly Finding[]): Finding[] {
  return checkNames.map(
    (check) =>
      found.find((one) => one.check === check) ??
      notTried(check, "something before it has to be mended first"),
  );
}
