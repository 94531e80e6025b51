import { seats } from "../chat.js";
import { analyzerRole } from "./analyzer/analyzer.js";
import { runErrand } from "./errands.js";
import { implementerRole } from "./implementer/implementer.js";
import { keepingNotes } from "./learner/learner.js";
import type { Role, SimulatedTask, Skills } from "./simulated-task.js";
import { CorpusIndex, type SourceText } from "./text/corpus-index.js";
import { readRequest } from "./wire/request.js";
import { completionResponse, errorResponse, type WireResponse } from "./wire/response.js";

export interface SimulatedModelsOptions {
  /** What the models have seen in training, so to speak: the corpus of the experiment. */
  readonly documents: readonly SourceText[];
  /** What they are asked to work on. */
  readonly task: SimulatedTask;
  /** Other skills than the task's own; for control experiments. */
  readonly skills?: Skills;
}

/**
 * A family of models that behave mechanically over text, for running and studying the whole system without a
 * key. They speak the OpenAI chat completions protocol, without streaming. What they do says nothing about any
 * real model.
 */
export interface SimulatedModels {
  /** simulated-main, simulated-challenger, and so on: one for each seat. */
  readonly names: readonly string[];
  /**
   * Answers the body of one POST /v1/chat/completions. Equal bodies have equal answers. A body that is not a
   * valid request gets 400, an unknown model 404, each with an error body as OpenAI sends it. Never throws.
   */
  respond(body: unknown): WireResponse;
}

export function createSimulatedModels(options: SimulatedModelsOptions): SimulatedModels {
  const roles = rolesOf(options);
  return {
    names: [...roles.keys()],
    respond: (body) => {
      const read = readRequest(body);
      if (!read.ok) return errorResponse(400, "invalid_request", read.problem);
      const role = roles.get(read.request.model);
      if (role === undefined) {
        const known = [...roles.keys()].join(", ");
        const message = `there is no model ${read.request.model}; there are ${known}`;
        return errorResponse(404, "model_not_found", message);
      }
      return completionResponse(read.request, runErrand(read.request) ?? role(read.request));
    },
  };
}

/** The mechanisms by model name. A role sees its request and what all models know of the corpus, nothing else. */
function rolesOf({
  documents,
  task,
  skills = task.skills,
}: SimulatedModelsOptions): ReadonlyMap<string, Role> {
  const index = new CorpusIndex(documents);
  const own = task.roles(index, skills);
  const roles = {
    ...own,
    main: keepingNotes(index, task.lessons, own.main),
    analyzer: analyzerRole(index, task.lessons),
    implementer: implementerRole(task.lessons),
  };
  return new Map(seats.map((seat) => [`simulated-${seat}`, roles[seat]]));
}
