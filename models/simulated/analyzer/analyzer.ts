import { constants } from "../constants.js";
import type { Lessons, Role } from "../simulated-task.js";
import type { CorpusIndex } from "../text/corpus-index.js";
import type { SimulatedRequest } from "../wire/request.js";
import type { RoleReply } from "../wire/response.js";
import { type MadeCall, madeCalls } from "../wire/tool-calls.js";
import { type ReadRound, readRounds } from "./rounds.js";
import { sortQuestions } from "./taxonomist.js";

const { analyzer } = constants;

interface Finding {
  readonly cause: string;
  readonly episode: string;
  readonly round: ReadRound;
}

/**
 * Lists the trajectories, reads them and the history, and reports which causes lost how many rounds. Without tools it
 * is asked about types of questions.
 */
export function analyzerRole(index: CorpusIndex, lessons: Lessons): Role {
  return (request) => analyzeTrajectories(index, lessons, request);
}

function analyzeTrajectories(index: CorpusIndex, lessons: Lessons, request: SimulatedRequest): RoleReply {
  if (request.toolNames.length === 0) {
    const said = sortQuestions(request);
    if (said !== undefined) return said;
  }
  const calls = madeCalls(request);
  const list = calls.find((call) => call.name === "list_trajectories");
  if (list === undefined && request.toolNames.includes("list_trajectories")) {
    const history = request.toolNames.includes("read_history")
      ? [{ name: "read_history", arguments: {} }]
      : [];
    return { text: "", toolCalls: [{ name: "list_trajectories", arguments: {} }, ...history] };
  }
  const read = calls.filter((call) => call.name === "read_trajectory");
  const unread = episodesOf(list?.result ?? "").filter((id) => !read.some((call) => call.args["id"] === id));
  if (unread.length > 0) {
    const next = unread.slice(0, analyzer.readAtOnce);
    return { text: "", toolCalls: next.map((id) => ({ name: "read_trajectory", arguments: { id } })) };
  }
  return { text: JSON.stringify(reportOn(index, lessons, read)) };
}

/** Names at the beginnings of the listed lines. */
function episodesOf(list: string): string[] {
  return [...list.matchAll(/^\s*(\w+)\s*\|/gm)].map(([, name]) => name ?? "").slice(0, analyzer.readAtMost);
}

function reportOn(index: CorpusIndex, lessons: Lessons, read: readonly MadeCall[]) {
  const findings: Finding[] = [];
  let rounds = 0;
  for (const call of read) {
    for (const round of readRounds(call.result)) {
      rounds += 1;
      const cause = lessons.causeOf(index, round);
      if (cause !== undefined) findings.push({ cause, episode: call.args["id"] ?? "", round });
    }
  }
  const root_causes = Object.entries(lessons.causes)
    .map(([name, text]) => ({ text, found: findings.filter((finding) => finding.cause === name) }))
    .filter(({ found }) => found.length > 0)
    .sort((one, other) => other.found.length - one.found.length)
    .slice(0, analyzer.causesAtMost)
    .map(({ text, found }) => ({
      cause: text.cause,
      evidence: evidenceOf(found),
      rounds_lost: found.length,
      remedy: text.remedy,
    }));
  const first = root_causes[0];
  const summary =
    first === undefined
      ? `None of ${rounds} rounds was lost.`
      : `${findings.length} of ${rounds} rounds were lost, ${first.rounds_lost} of them for one cause: ${first.cause}`;
  return { summary, root_causes };
}

/** Where it happened, and one case in its own words. */
function evidenceOf(found: readonly Finding[]): string {
  const places = found.map(({ episode, round }) => `${episode} round ${round.number}`);
  const shown = places.slice(0, analyzer.placesAtMost).join(", ");
  const rest =
    places.length > analyzer.placesAtMost ? ` and ${places.length - analyzer.placesAtMost} more` : "";
  return `${shown}${rest}. ${sayingOf((found[0] as Finding).round)}`;
}

function sayingOf(round: ReadRound): string {
  if (round.refusal !== "") return `The finding: ${firstWords(round.refusal)}`;
  if (round.objection !== "") return `The verifier: ${firstWords(round.objection)}`;
  const criterion = round.criteria[0]?.text;
  return criterion === undefined ? "The example is not shown." : `A criterion: "${firstWords(criterion)}"`;
}

function firstWords(text: string): string {
  return text.split(/\s+/).slice(0, analyzer.quotedWords).join(" ");
}
