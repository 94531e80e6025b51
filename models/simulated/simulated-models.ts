import { analyzeTrajectories } from "./analyzer/analyzer.js";
import { writeExample } from "./challenger/challenger.js";
import { constants } from "./constants.js";
import { editHarness } from "./implementer/implementer.js";
import { judgeResponse } from "./roles/judge.js";
import { directRounds } from "./roles/main-agent.js";
import { Solver } from "./roles/solver.js";
import { verifyExample } from "./roles/verifier.js";
import { CorpusIndex, type SourceText } from "./text/corpus-index.js";
import { readRequest, type SimulatedRequest } from "./wire/request.js";
import { completionResponse, errorResponse, type RoleReply, type WireResponse } from "./wire/response.js";

export interface SimulatedModelsOptions {
  /** What the models have seen in training, so to speak: the corpus of the experiment. */
  readonly documents: readonly SourceText[];
  /** Specificity up to which each solver knows facts (0 to 1); for control experiments. */
  readonly skills?: { readonly weak: number; readonly strong: number };
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
      return completionResponse(read.request, role(read.request));
    },
  };
}

type Role = (request: SimulatedRequest) => RoleReply;

/** The mechanisms by model name. A role sees its request and what all models know of the corpus, nothing else. */
function rolesOf({
  documents,
  skills = constants.solver.skill,
}: SimulatedModelsOptions): ReadonlyMap<string, Role> {
  const index = new CorpusIndex(documents);
  const solver = new Solver(index);
  return new Map<string, Role>([
    ["simulated-main", directRounds],
    ["simulated-challenger", (request) => writeExample(index, request)],
    ["simulated-verifier", (request) => verifyExample(index, request)],
    ["simulated-weak", (request) => solver.answer(request, skills.weak)],
    ["simulated-strong", (request) => solver.answer(request, skills.strong)],
    ["simulated-judge", (request) => judgeResponse(index, request)],
    ["simulated-analyzer", (request) => analyzeTrajectories(index, request)],
    ["simulated-implementer", editHarness],
  ]);
}
