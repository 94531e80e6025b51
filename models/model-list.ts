import { z } from "zod";
import type { Clock } from "../foundation/clock.js";
import type { Environment } from "../foundation/environment.js";
import { readApiKey } from "./api-key.js";
import { DeadlinePassed, withDeadline } from "./deadline.js";
import type { SeatConfig } from "./seat-config.js";
import { connectionTrouble } from "./wire/connection-trouble.js";
import type { Fetch } from "./wire/undici-fetch.js";

/** What an endpoint answers to GET {base}/models, which costs nothing. */
export type ModelList =
  /** It answered; `names` is null where that was no list of models. */
  | { readonly kind: "answered"; readonly names: readonly string[] | null }
  | { readonly kind: "key refused"; readonly status: 401 | 403 }
  /** `reason` in a few words: "connection refused". */
  | { readonly kind: "no answer"; readonly reason: string };

export interface ModelListOptions {
  readonly environment: Environment;
  readonly clock: Clock;
  readonly fetch: Fetch;
}

const patienceMs = 10_000;

const named = z.looseObject({ id: z.string().optional(), name: z.string().optional() });
const listed = z.union([
  z.object({ data: z.array(named) }).transform(({ data }) => data),
  z.object({ models: z.array(named) }).transform(({ models }) => models),
  z.array(named),
]);

/** Asks the endpoint of a seat, with its key and headers, for its models. Rejects with the signal's reason only. */
export async function listModels(
  seat: SeatConfig,
  { environment, clock, fetch }: ModelListOptions,
  signal?: AbortSignal,
): Promise<ModelList> {
  const key = readApiKey(environment, seat.apiKeyEnv);
  const authorization = key.ok && !key.dummy ? { authorization: `Bearer ${key.key}` } : {};
  const headers = { ...authorization, ...seat.extraHeaders };
  const url = `${seat.baseUrl.replace(/\/$/, "")}/models`;
  try {
    const { status, text } = await withDeadline(clock, patienceMs, signal, async (inTime) => {
      const response = await fetch(url, { headers, signal: inTime });
      return { status: response.status, text: await response.text() };
    });
    if (status === 401 || status === 403) return { kind: "key refused", status };
    return { kind: "answered", names: status === 200 ? namesIn(text) : null };
  } catch (error) {
    signal?.throwIfAborted();
    return { kind: "no answer", reason: reasonOf(error) };
  }
}

function namesIn(text: string): string[] | null {
  try {
    const read = listed.safeParse(JSON.parse(text));
    return read.success ? read.data.flatMap(({ id, name }) => id ?? name ?? []) : null;
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof DeadlinePassed) return `no answer within ${patienceMs / 1000} s`;
  const trouble = connectionTrouble(error);
  if (trouble === null) throw error;
  return trouble.reason;
}
