import { existsSync } from "node:fs";
import { UsageError } from "../../foundation/errors.js";
import { runProcess } from "../../foundation/processes.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import { ObjectReader } from "./object-reader.js";
import { hashObject } from "./tree-hash.js";
import { readTree } from "./tree-reader.js";

/** A name in the repository and the object it points at; `type` is commit or tag. */
export interface Ref {
  readonly name: string;
  readonly object: string;
  readonly type: string;
}

/** Reads a population's repository without trusting it or changing anything in it. */
export class PopulationReader {
  readonly #objects: ObjectReader;

  private constructor(private readonly folder: string) {
    this.#objects = new ObjectReader(folder);
  }

  /** Null when there is no repository. */
  static open(folder: string): PopulationReader | null {
    return existsSync(folder) ? new PopulationReader(folder) : null;
  }

  /** @throws UsageError when git cannot be run, Error when it cannot read the repository. */
  async refs(): Promise<Ref[]> {
    const format = "--format=%(refname) %(objectname) %(objecttype)";
    const { code, stdout, stderr } = await this.#git(["for-each-ref", format]);
    if (code !== 0) throw new Error(stderr.trim() || `git for-each-ref ended with ${code}`);
    const lines = stdout.split("\n").filter((line) => line !== "");
    return lines.map((line) => {
      const [name = "", object = "", type = ""] = line.split(" ");
      return { name, object, type };
    });
  }

  /** The text of a commit or tag. @throws Error when it is missing, or when its text is not that of its name. */
  async text(object: string): Promise<string> {
    const { type, body } = await this.#objects.read(object);
    const name = hashObject(type, body).toString("hex");
    if (name !== object) throw new Error(`object ${object} holds ${type} ${name}`);
    return body.toString("utf8");
  }

  /** The files of a tree. @throws Error when a part of it is missing. */
  files(tree: string): Promise<HarnessFiles> {
    return readTree(this.#objects, tree);
  }

  close(): Promise<void> {
    return this.#objects.close();
  }

  async #git(args: readonly string[]) {
    try {
      return await runProcess("git", [`--git-dir=${this.folder}`, ...args]);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UsageError(`git cannot be run (${why}): install it, or audit the history file alone`);
    }
  }
}
