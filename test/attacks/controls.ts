import type { HostCall } from "../../inner/sandbox/sandbox.js";
import { acceptancePresets, scoresOf, strongFailures } from "../../inner/tasks/cs-research/acceptance.js";
import type { Task } from "../../inner/tasks/task.js";
import type { Trajectory } from "../../inner/trajectory.js";
import type { Model } from "../../models/model.js";

/** What the host itself holds to, whatever referee an experiment has. */
export const hostRules = [
  "verify-first",
  "one-evaluation",
  "same-example",
  "stage-order",
  "record-only",
  "every-episode-counts",
  "skip-confirmed",
  "rounds",
] as const;
export type HostRule = (typeof hostRules)[number];

/** A world without one of these rules, to show what it is worth. */
export interface Control {
  readonly call?: (call: HostCall) => HostCall;
  readonly model?: (model: Model) => Model;
  readonly task?: (task: Task) => Task;
  readonly rounds?: number;
  /** Whether an episode counts as a success, beyond what the referee says. */
  readonly believes?: (trajectory: Trajectory) => boolean;
  /** Whether an episode counts at all. */
  readonly counts?: (trajectory: Trajectory) => boolean;
}

/** Room for the host calls that a control makes in place of one. */
const room = 10;

const claim = /\bACCEPTED\b/;

export const controls: Readonly<Record<HostRule, Control>> = {
  "verify-first": { call: verifying, model: passing },
  "one-evaluation": { call: evaluatingAgain, model: passing, rounds: 200 },
  "same-example": { call: evaluatingAgain, model: passing, rounds: 200 },
  "stage-order": { task: strongOnly },
  "record-only": {
    believes: ({ observation, events }) =>
      claim.test(observation.reason) ||
      events.some((event) => event.kind === "note" && claim.test(event.text)),
  },
  "every-episode-counts": {
    counts: ({ observation: { outcome } }) => outcome === "accepted" || outcome === "exhausted",
  },
  "skip-confirmed": { counts: ({ events }) => !events.some(({ kind }) => kind === "skip") },
  rounds: { rounds: 64 },
};

/** A host that takes an example as verified when it is evaluated. */
function verifying(call: HostCall): HostCall {
  return async (name, args, ordinal, delivered) => {
    const at = (place: number) => [ordinal * room + place, ordinal * room + place] as const;
    if (name === "evaluate") await call("verify", [args[0]], ...at(0)).catch(() => {});
    return name === "evaluate"
      ? call(name, args, ...at(1))
      : call(name, args, ordinal * room, delivered * room);
  };
}

/** A host that takes the same example again and again, each time as if it were new. */
function evaluatingAgain(call: HostCall): HostCall {
  const drafts = new Map<string, Record<string, unknown>>();
  const standsFor = new Map<string, string>();
  const begun = new Set<string>();
  const verified = new Set<string>();
  let copies = 0;
  return async (name, args, ordinal, delivered) => {
    let place = 0;
    const at = () => [ordinal * room + place, ordinal * room + place++] as const;
    const copyOf = async (draft: Record<string, unknown>) => {
      copies += 1;
      const skills = [...(draft["reasoning_skills"] as string[]).slice(0, 4), `take ${"i".repeat(copies)}`];
      const proposal = (await call("propose", [{ ...draft, reasoning_skills: skills }], ...at())) as Proposal;
      if (proposal.accepted) verified.add(proposal.example);
      if (proposal.accepted) await call("verify", [proposal.example], ...at()).catch(() => {});
      return proposal;
    };
    if (name === "propose") {
      const draft = args[0] as Record<string, unknown>;
      const first = (await call(name, args, ordinal * room, delivered * room)) as Proposal;
      if (first.accepted) drafts.set(first.example, draft);
      const again = first.findings?.some((finding) => finding.includes("proposed before")) === true;
      if (!again) return first;
      place = 1;
      const copy = await copyOf(draft);
      if (copy.accepted) drafts.set(copy.example, draft);
      return copy;
    }
    if (name === "verify" && verified.has(String(args[0]))) return { passed: true, checks: [], feedback: "" };
    if (name !== "evaluate") return call(name, args, ordinal * room, delivered * room);
    const asked = String(args[0]);
    const stage = String(args[1]);
    const draft = drafts.get(asked);
    if (draft !== undefined && begun.has(`${standsFor.get(asked) ?? asked} ${stage}`)) {
      const copy = await copyOf(draft);
      if (copy.accepted) standsFor.set(asked, copy.example);
    }
    const meant = standsFor.get(asked) ?? asked;
    begun.add(`${meant} ${stage}`);
    return call(name, [meant, stage], ...at());
  };
}

interface Proposal {
  readonly accepted: boolean;
  readonly example: string;
  readonly findings?: readonly string[];
}

/** Verifiers whose objections do not count. */
function passing(model: Model): Model {
  return {
    complete: async (call, signal) => {
      const completion = await model.complete(call, signal);
      if (call.key.seat !== "verifier") return completion;
      const text = completion.reply.text
        .replaceAll("LEAKS_ANSWER", "NO_LEAKAGE")
        .replaceAll(/"(?:RECALL|TOO_EASY)"/g, '"GOOD"')
        .replaceAll('"FAIL"', '"PASS"');
      return { ...completion, reply: { ...completion.reply, text } };
    },
  };
}

/** A task that asks the strong solver alone. */
function strongOnly(task: Task): Task {
  const acceptance = { ...acceptancePresets.deployed, gap: 0 };
  return {
    ...task,
    stages: task.stages.filter(({ name }) => name === "strong"),
    report: (_stage, evidence) => {
      const strong = scoresOf(evidence.get("strong")) ?? [];
      const failed = strongFailures(acceptance, [{ numerator: 0, denominator: 1 }], strong);
      const passed = failed.length === 0;
      return {
        passed,
        lines: passed ? ["ACCEPTED"] : failed,
        verdict: { decision: passed ? "accepted" : "rejected", failed },
      };
    },
    shadow: () => ({}),
  };
}
