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
  readonly documents: readonly SourceText[];
  readonly skills?: { readonly weak: number; readonly strong: number };
}
type Role = (request: SimulatedRequest) => RoleReply;

export interface SimulatedModels {
  readonly names: readonly string[];
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
      if (role === undefined) return errorResponse(404, "model_not_found", `no ${read.request.model}`);
      return completionResponse(read.request, role(read.request));
    },
  };
}

function rolesOf({ documents, skills = constants.solver.skill }: SimulatedModelsOptions): Map<string, Role> {
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
