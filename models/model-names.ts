import type { Seat } from "./chat.js";
import type { Completion, Model } from "./model.js";
import type { SeatConfig } from "./seat-config.js";
import { endpointName } from "./wire/asked.js";

/** Under which name an endpoint answered for a model that was asked for. */
export interface AnsweredName {
  readonly baseUrl: string;
  /** As declared by the seat. */
  readonly model: string;
  readonly answeredBy: string;
}

export interface ModelNamesOptions {
  readonly seats: Readonly<Record<Seat, SeatConfig>>;
  /** Names of earlier processes of the same run, in the order they first appeared. */
  readonly before: readonly AnsweredName[];
  /** Told once, in a sentence, of every name after the first at an endpoint for a model. */
  readonly onChange: (message: string) => void;
}

/**
 * Watches the names that endpoints answer with: one that changes under the same declared model is another model,
 * or another version of it, in the middle of a run. The reply is passed on as it is.
 */
export function watchingNames(below: Model, options: ModelNamesOptions): Model {
  const names = new SeenNames(options.before);
  return {
    complete: async (call, signal) => {
      const completion = await below.complete(call, signal);
      const name = nameOf(completion, options.seats[call.key.seat].model);
      const first = name === null ? null : names.see(name);
      if (name !== null && first !== null) options.onChange(changed(name, first));
      return completion;
    },
  };
}

class SeenNames {
  private readonly byPlace = new Map<string, Set<string>>();

  constructor(before: readonly AnsweredName[]) {
    for (const name of before) this.see(name);
  }

  /** The first name at this place when this one is new there and not the first; null otherwise. */
  see({ baseUrl, model, answeredBy }: AnsweredName): string | null {
    const place = `${baseUrl} ${model}`;
    const names = this.byPlace.get(place) ?? new Set<string>();
    this.byPlace.set(place, names);
    if (names.has(answeredBy)) return null;
    names.add(answeredBy);
    const [first = answeredBy] = names;
    return first === answeredBy ? null : first;
  }
}

function nameOf({ provenance }: Completion, model: string): AnsweredName | null {
  const { baseUrl, answeredBy } = provenance;
  return answeredBy === null ? null : { baseUrl, model, answeredBy };
}

function changed({ baseUrl, model, answeredBy }: AnsweredName, first: string): string {
  return (
    `${endpointName(baseUrl)} now answers for ${model} as ${answeredBy}, and answered as ${first} before: ` +
    "it may be another model, so results before and after may not be comparable"
  );
}
