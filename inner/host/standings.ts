import { canonicalJson, sha256 } from "../../foundation/digest.js";
import { asExampleId, type ExampleId } from "../../foundation/ids.js";
import { alike } from "../referee/near-duplicate.js";
import type { StageResult } from "../referee/run-stage.js";
import { HostRefusal } from "../sandbox/sandbox.js";
import type { Example, Stage, Task } from "../tasks/task.js";
import type { Attempt, Review } from "../trajectory.js";
import { textArgument } from "./arguments.js";

/** How far one proposed example has come. */
export interface Standing {
  readonly id: ExampleId;
  readonly example: Example;
  verification: "none" | "asked" | "passed" | "failed";
  readonly begun: Set<string>;
  /** Attempts of the stages that were measured. */
  readonly evidence: Map<string, readonly Attempt[]>;
  /** A verdict was reached: nothing more is evaluated. */
  closed: boolean;
}

/** The id of an example: equal bodies are the same example. */
export function exampleIdOf(example: Example): ExampleId {
  return asExampleId(sha256(canonicalJson(example.body)).slice(0, 16));
}

/** Why an example is not evaluated that is like another. */
export function nearDuplicate(twin: ExampleId): string {
  return `near-duplicate: but for a few words it is example ${twin}, which was evaluated; write another one`;
}

/**
 * The examples of one episode and the rules of their order: proposed, verified once and passed, then each stage
 * once, in the task's order, until a verdict.
 */
export class Standings {
  private readonly byId = new Map<ExampleId, Standing>();

  /** Reviews of measured stages, in the order in which they became known. */
  readonly reviews: Review[] = [];

  constructor(private readonly task: Task) {}

  has(id: ExampleId): boolean {
    return this.byId.has(id);
  }

  find(id: ExampleId): Standing | undefined {
    return this.byId.get(id);
  }

  /** The example that was evaluated before and is the same but for a few words; undefined without that rule. */
  evaluatedTwin(example: Example): ExampleId | undefined {
    if (this.task.rules?.has("near-duplicate") !== true) return undefined;
    const id = exampleIdOf(example);
    const evaluated = [...this.byId.values()].filter((one) => one.id !== id && one.begun.size > 0);
    return evaluated.find((one) => alike(one.example.body, example.body))?.id;
  }

  add(example: Example): void {
    const id = exampleIdOf(example);
    if (this.byId.has(id)) return;
    const fresh = { begun: new Set<string>(), evidence: new Map<string, readonly Attempt[]>() };
    this.byId.set(id, { id, example, verification: "none", ...fresh, closed: false });
  }

  /** @throws HostRefusal when no such example was proposed, or it was verified before. */
  beginVerification(name: unknown): Standing {
    const standing = this.get(name);
    if (standing.verification !== "none") throw new HostRefusal(`verify: ${standing.id} was verified before`);
    standing.verification = "asked";
    return standing;
  }

  /** @throws HostRefusal when the stage does not exist or it is not this example's turn for it. */
  beginStage(name: unknown, stageName: unknown): { standing: Standing; stage: Stage } {
    const standing = this.get(name);
    const wanted = textArgument(stageName, "a stage");
    const stage = this.task.stages.find((one) => one.name === wanted);
    if (stage === undefined) throw new HostRefusal(`evaluate: there is no stage ${wanted}`);
    const refusal = this.whyNot(standing, stage);
    if (refusal !== null) throw new HostRefusal(`evaluate: ${refusal}`);
    standing.begun.add(stage.name);
    return { standing, stage };
  }

  /** Puts a finished stage on the record of its example. */
  record(standing: Standing, stage: Stage, result: StageResult): void {
    if (result.measured) standing.evidence.set(stage.name, result.attempts);
    if (result.review !== null) this.reviews.push(result.review.said);
    if (result.verdict.verdict !== null) standing.closed = true;
  }

  private whyNot(standing: Standing, stage: Stage): string | null {
    const { id } = standing;
    if (standing.verification !== "passed") return `${id} has not passed verification`;
    if (standing.closed) return `the verdict on ${id} has been reached`;
    if (standing.begun.has(stage.name)) return `${id} had its ${stage.name} stage`;
    const earlier = this.task.stages.slice(0, this.task.stages.indexOf(stage));
    const missing = earlier.find((one) => !standing.evidence.has(one.name));
    if (missing !== undefined) return `${id} needs its ${missing.name} stage first`;
    const twin = standing.begun.size > 0 ? undefined : this.evaluatedTwin(standing.example);
    return twin === undefined ? null : nearDuplicate(twin);
  }

  private get(name: unknown): Standing {
    const id = textArgument(name, "an example's id");
    const standing = this.byId.get(asExampleId(id));
    if (standing === undefined) {
      throw new HostRefusal(`no example ${JSON.stringify(id.slice(0, 40))} was proposed`);
    }
    return standing;
  }
}
