import type { Environment } from "../../foundation/environment.js";
import { simulatedBaseUrl } from "../../models/seat-config.js";
import type { Definition } from "./definition.js";
import { endpointDefaults } from "./models-schema.js";

type Models = Definition["models"];
/** Whose settings: a seat's own, or the defaults. */
export type Section = keyof Models;

export type BaseUrl =
  | { readonly url: string }
  /** What is wrong with the setting `key` of `section`, as the end of a sentence that begins with its name. */
  | { readonly section: Section; readonly key: "base_url" | "base_url_env"; readonly problem: string };

/** The base URL of a section: its own, else the defaults', else the environment's. */
export function baseUrlOf(models: Models, section: Section, environment: Environment): BaseUrl {
  const giving = namesEndpoint(models, section) ? section : "defaults";
  const { baseUrl, baseUrlEnv } = models[giving];
  if (baseUrl !== undefined) {
    const filled = fillVariables(baseUrl, environment);
    const problem = filled.unset === null ? urlProblem(filled.text) : unsetProblem(filled.unset);
    return problem === null ? { url: trimmed(filled.text) } : { section: giving, key: "base_url", problem };
  }
  const variable = baseUrlEnv ?? endpointDefaults.baseUrlEnv;
  const value =
    environment.get(variable) ?? (baseUrlEnv === undefined ? endpointDefaults.baseUrl : undefined);
  const problem = value === undefined ? unsetProblem(variable) : urlProblem(value);
  if (value !== undefined && problem === null) return { url: trimmed(value) };
  return { section: giving, key: "base_url_env", problem: `${problem}` };
}

/** Whether a section says by itself where its endpoint is. */
export function namesEndpoint(models: Models, section: Section): boolean {
  return models[section].baseUrl !== undefined || models[section].baseUrlEnv !== undefined;
}

function fillVariables(text: string, environment: Environment): { text: string; unset: string | null } {
  let unset: string | null = null;
  const filled = text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = environment.get(name);
    if (value === undefined) unset = name;
    return value ?? "";
  });
  return { text: filled, unset };
}

const unsetProblem = (name: string) => `names the variable ${name}, which is not set`;

function urlProblem(text: string): string | null {
  if (text === simulatedBaseUrl) return null;
  if (!URL.canParse(text)) return `gives ${JSON.stringify(text)}, which is not a URL`;
  const { protocol, username, password, search, hash } = new URL(text);
  if (username !== "" || password !== "")
    return "must not hold a user name or password; name a key in api_key_env";
  if (protocol !== "http:" && protocol !== "https:") return "must begin with http:// or https://";
  return search === "" && hash === "" ? null : "must end with its path, without ? or #";
}

const trimmed = (url: string) => url.replace(/\/+$/, "");
