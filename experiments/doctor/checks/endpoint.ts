import { distance } from "fastest-levenshtein";
import type { Environment } from "../../../foundation/environment.js";
import { readApiKey } from "../../../models/api-key.js";
import type { ModelList } from "../../../models/model-list.js";
import type { SeatConfig } from "../../../models/seat-config.js";
import { type Finding, notTried, ok, warning, wrong } from "../finding.js";
import { setting } from "../places.js";

/** The seat's key, as far as it can be judged without the endpoint; null when nothing is wrong. */
export function checkKey(seat: SeatConfig, environment: Environment): Finding | null {
  const key = readApiKey(environment, seat.apiKeyEnv);
  if (key.ok) return null;
  return wrong(
    "endpoint",
    `the key is missing: ${key.problem}`,
    `set it, or change ${setting("api_key_env")}`,
  );
}

/** Whether the endpoint answers and takes the key. */
export function checkEndpoint(list: ModelList, seat: SeatConfig): Finding {
  if (list.kind === "no answer") {
    const advice = `start the server, or change ${setting("base_url")} (now ${seat.baseUrl})`;
    return wrong("endpoint", `it does not answer: ${list.reason}`, advice);
  }
  if (list.kind === "answered") return ok("endpoint", "it answers");
  const found =
    seat.apiKeyEnv === null
      ? `it asks for a key (${list.status})`
      : `it refuses the key in ${seat.apiKeyEnv} (${list.status})`;
  const advice =
    seat.apiKeyEnv === null
      ? `name the variable that holds the key in ${setting("api_key_env")}`
      : `correct the variable, or name another one in ${setting("api_key_env")}`;
  return wrong("endpoint", found, advice);
}

/** Whether the endpoint lists the model. Some offer more than they list, so that alone is no fault. */
export function checkModelName(list: ModelList, { model }: SeatConfig): Finding {
  const names = list.kind === "answered" ? list.names : null;
  if (names === null) return notTried("model", "the endpoint lists no models");
  if (names.includes(model)) return ok("model", "it is in the endpoint's list");
  const found = `${model} is not among the ${names.length} models that the endpoint lists`;
  const near = nearNames(model, names);
  const advice =
    near.length === 0
      ? `check ${setting("model")}`
      : `set ${setting("model")} to one that it has, such as ${near.join(" or ")}`;
  return warning("model", found, advice);
}

const mostNear = 3;
/** A name this long within another one is no coincidence. */
const telling = 4;

/** Names that were probably meant: the same with more or less around it, or few letters away; nearest first. */
export function nearNames(model: string, names: readonly string[]): string[] {
  const wanted = model.toLowerCase();
  return names
    .map((name) => ({ name, edits: editsBetween(wanted, name.toLowerCase()) }))
    .filter(({ edits }) => edits <= Math.max(2, wanted.length * 0.4))
    .sort((a, b) => a.edits - b.edits)
    .slice(0, mostNear)
    .map(({ name }) => name);
}

function editsBetween(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  if (shorter >= telling && (a.includes(b) || b.includes(a))) return 1;
  return distance(a, b);
}
