import type { Environment } from "../../foundation/environment.js";
import { type Seat, seats } from "../../models/chat.js";
import { type Price, type Sampling, type SeatConfig, simulatedBaseUrl } from "../../models/seat-config.js";
import { baseUrlOf, namesEndpoint } from "./base-url.js";
import type { Definition } from "./definition.js";
import { hostKind } from "./hosts.js";
import { endpointDefaults } from "./models-schema.js";
import { type ParsedDefinition, usageError } from "./parse-definition.js";
import type { PriceList } from "./price-file.js";
import type { Problem } from "./problems.js";

export type Seats = Readonly<Record<Seat, SeatConfig>>;

/**
 * The settings of every seat, with endpoints taken from the environment where the definition leaves them to it.
 * Keys are named, never read. A seat's price is its own, else its model's in `prices`, else that of the defaults.
 * @throws UsageError with one line per problem: a variable that is not set, a broken URL, a missing model.
 */
export function resolveSeats(
  { definition, where }: Pick<ParsedDefinition, "definition" | "where">,
  environment: Environment,
  prices: PriceList = new Map(),
): Seats {
  const configs: [Seat, SeatConfig][] = [];
  const problems = new Map<string, Problem>();
  for (const seat of seats) {
    const found = resolveSeat(definition, seat, environment, prices);
    if ("sentence" in found) problems.set(found.sentence, found);
    else configs.push([seat, found]);
  }
  if (problems.size > 0) throw usageError([...problems.values()], where);
  return Object.fromEntries(configs) as Seats;
}

function resolveSeat(
  definition: Definition,
  seat: Seat,
  environment: Environment,
  prices: PriceList,
): SeatConfig | Problem {
  const { models, evaluation } = definition;
  const base = baseUrlOf(models, seat, environment);
  if ("problem" in base) {
    const path = ["models", base.section, base.key];
    return { path, sentence: `${path.join(".")} ${base.problem}` };
  }
  const model = modelOf(models, seat, base.url);
  if (model === undefined) {
    const path = ["models", seat, "model"];
    return { path, sentence: `${path.join(".")} is missing; give it there or under models.defaults` };
  }
  const own = models[seat];
  const shared = models.defaults;
  return {
    model,
    baseUrl: base.url,
    apiKeyEnv: apiKeyEnvOf(models, seat, base.url, environment),
    sampling: samplingOf(models, seat, evaluation.solverTemperature),
    extraBody: { ...shared.extraBody, ...own.extraBody },
    extraHeaders: { ...shared.extraHeaders, ...own.extraHeaders },
    timeoutMs: (own.timeoutSeconds ?? shared.timeoutSeconds) * 1000,
    concurrency: own.concurrency ?? shared.concurrency,
    price: own.price === undefined ? priceOf(models, seat, base.url, prices.get(model)) : own.price,
  };
}

type Models = Definition["models"];

/** The defaults' model, unless only one of seat and defaults is simulated; simulated seats have names. */
function modelOf(models: Models, seat: Seat, baseUrl: string): string | undefined {
  const simulated = baseUrl === simulatedBaseUrl;
  const sharesKind =
    !namesEndpoint(models, seat) || simulated === (models.defaults.baseUrl === simulatedBaseUrl);
  const shared = sharesKind ? models.defaults.model : undefined;
  return models[seat].model ?? shared ?? (simulated ? `simulated-${seat}` : undefined);
}

/** What the price file says of the model, else the defaults' price; a simulated seat among others has none. */
function priceOf(models: Models, seat: Seat, baseUrl: string, listed: Price | undefined): Price | null {
  const shared = baseUrl === simulatedBaseUrl && namesEndpoint(models, seat) ? null : models.defaults.price;
  return listed ?? shared;
}

/** Null for no key. A key in the defaults goes to another host only when the defaults name no endpoint. */
function apiKeyEnvOf(models: Models, seat: Seat, baseUrl: string, environment: Environment): string | null {
  const kind = hostKind(baseUrl);
  if (kind === "simulated") return null;
  const own = models[seat].apiKeyEnv;
  if (own !== undefined) return own;
  const shared = models.defaults.apiKeyEnv;
  if (shared !== undefined && sharesHost(models, seat, baseUrl, environment)) return shared;
  const needed = kind === "public" || environment.get(endpointDefaults.apiKeyEnv) !== undefined;
  return needed ? endpointDefaults.apiKeyEnv : null;
}

function sharesHost(models: Models, seat: Seat, baseUrl: string, environment: Environment): boolean {
  if (!namesEndpoint(models, seat) || !namesEndpoint(models, "defaults")) return true;
  const shared = baseUrlOf(models, "defaults", environment);
  return (
    "url" in shared && URL.canParse(shared.url) && new URL(shared.url).origin === new URL(baseUrl).origin
  );
}

/** Weak and strong answer at the evaluation's temperature unless their own seat gives one (paper: 1.0). */
function samplingOf(models: Models, seat: Seat, solverTemperature: number | null): Sampling {
  const shared = models.defaults;
  const own = models[seat];
  const solver = seat === "weak" || seat === "strong";
  const temperature = first(own.temperature, solver ? solverTemperature : shared.temperature);
  const topP = first(own.topP, shared.topP);
  const maxTokens = first(own.maxTokens, shared.maxTokens);
  return {
    ...(temperature === null ? {} : { temperature }),
    ...(topP === null ? {} : { topP }),
    ...(maxTokens === null ? {} : { maxTokens }),
  };
}

/** The first that is given; null, given or not, stands for "send none". */
function first(own: number | null | undefined, shared: number | null | undefined): number | null {
  return (own === undefined ? shared : own) ?? null;
}
