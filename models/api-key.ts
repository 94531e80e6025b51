import type { Environment } from "../foundation/environment.js";

/** The key of a seat, or why there is none. `dummy` stands where no key is configured (vLLM, Ollama). */
export type ApiKey =
  | { readonly ok: true; readonly key: string; readonly dummy: boolean }
  | { readonly ok: false; readonly problem: string };

/** Looks the key up when it is needed: offline runs need none. */
export function readApiKey(environment: Environment, variable: string | null): ApiKey {
  if (variable === null) return { ok: true, key: "none", dummy: true };
  const key = environment.get(variable)?.trim();
  if (!key) return { ok: false, problem: `${variable}, which is not set` };
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return { ok: false, problem: `${variable}, whose value holds characters that no key has` };
  }
  return { ok: true, key, dummy: false };
}
