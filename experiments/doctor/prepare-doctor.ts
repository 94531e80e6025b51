import type { Environment } from "../../foundation/environment.js";
import { showDocument } from "../../inner/corpus/cut.js";
import { loadFolder } from "../../inner/corpus/load-folder.js";
import { type Seat, seats as seatNames } from "../../models/chat.js";
import { checkSeats } from "../../models/check-seats.js";
import { simulatedBaseUrl } from "../../models/seat-config.js";
import { simulatedFetch } from "../../models/simulated/simulated-fetch.js";
import { createSimulatedModels } from "../../models/simulated/simulated-models.js";
import { type Fetch, undiciFetch } from "../../models/wire/undici-fetch.js";
import type { Definition } from "../definition/definition.js";
import { folderPath } from "../definition/folders.js";
import { type LoadOptions, loadDefinition } from "../definition/load-definition.js";
import { readPriceFile } from "../definition/price-file.js";
import { resolveSeats, type Seats } from "../definition/resolve-seats.js";
import { readHarnessFolder } from "../harness-folder.js";
import { simulatedSeats } from "../simulated-seats.js";
import { taskOf } from "../task-of.js";
import { type Place, placesOf } from "./places.js";
import { joinedNeeds, needsOf, type SeatNeeds } from "./seat-needs.js";

/** An endpoint, model and settings with all that is to be tried on it. */
export interface PlaceToTry extends Place {
  readonly needs: SeatNeeds;
}

/** An experiment as far as the doctor needs it; nothing is asked yet, and keys need not be set. */
export interface PreparedDoctor {
  readonly definition: Definition;
  /** Those that are tried; simulated ones in place of the others. */
  readonly seats: Seats;
  readonly places: readonly PlaceToTry[];
  /** What long prompts are made of: the document that is shown at greatest length. */
  readonly texts: readonly string[];
  /** For listing models. */
  readonly network: Fetch;
  /** In place of the network, by base URL. */
  readonly fetches: Readonly<Record<string, Fetch>>;
}

export interface PrepareDoctor extends LoadOptions {
  readonly environment: Environment;
  /** The only seats that are tried; all when absent. */
  readonly seats?: readonly Seat[] | undefined;
}

/** Reads what an experiment says of its models and documents. @throws UsageError for what cannot be used. */
export async function prepareDoctor(file: string, options: PrepareDoctor): Promise<PreparedDoctor> {
  const { environment, projectFolder } = options;
  const loaded = await loadDefinition(file, options);
  const { definition } = loaded;
  const { prices, solvers } = definition;
  const listed = prices === null ? undefined : readPriceFile(folderPath(prices, projectFolder));
  const resolved = resolveSeats(loaded, environment, listed);
  checkSeats(resolved);
  const tried = options.seats ?? seatNames;
  const asked = Object.fromEntries(tried.map((seat) => [seat, resolved[seat]]));
  const baseline = readHarnessFolder(folderPath(definition.harness, projectFolder));
  const { path, minWords, maxCharacters } = definition.corpus;
  const corpus = await loadFolder(folderPath(path, projectFolder), { minWords });
  const shown = corpus.documents.map((document) => showDocument(document, maxCharacters).text);
  const longest = shown.reduce((long, text) => (text.length > long.length ? text : long), "");
  const setting = {
    baseline,
    longestShown: longest.length,
    shownToSolvers: (["weak", "strong"] as const).filter((seat) => solvers[seat].shows === "document"),
  };
  const models = createSimulatedModels({ documents: corpus.documents, task: taskOf(definition).simulated });
  return {
    definition,
    seats: { ...simulatedSeats(), ...asked },
    places: placesOf(resolved, tried).map((place) => ({
      ...place,
      needs: joinedNeeds(place.seats.map((seat) => needsOf(seat, setting))),
    })),
    texts: [longest],
    network: undiciFetch(),
    fetches: { [simulatedBaseUrl]: simulatedFetch(models) },
  };
}
