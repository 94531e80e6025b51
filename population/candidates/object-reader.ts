import { startProcess } from "../../foundation/processes.js";
import { CandidateStoreFailed } from "./candidate-store-error.js";

export interface GitObject {
  readonly type: string;
  readonly body: Buffer;
}

type Child = ReturnType<typeof startProcess>;

interface Question {
  readonly name: string;
  resolve(object: GitObject): void;
  reject(reason: Error): void;
}

/**
 * Reads objects of a repository through one long-lived `git cat-file --batch`, which also sees objects written
 * after it started. The process starts with the first question, and again if something ended it.
 */
export class ObjectReader {
  #child: Child | null = null;
  #asked: Question[] = [];
  #received = Buffer.alloc(0);

  constructor(private readonly gitFolder: string) {}

  /** @throws CandidateStoreFailed when no object has this name (a hash, or an expression such as `<commit>^{tree}`). */
  read(name: string): Promise<GitObject> {
    return new Promise((resolve, reject) => {
      this.#child ??= this.#start();
      this.#asked.push({ name, resolve, reject });
      this.#child.stdin.write(`${name}\n`);
    });
  }

  close(): Promise<void> {
    const child = this.#child;
    if (child === null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once("close", () => resolve());
      child.stdin.end();
    });
  }

  #start(): Child {
    const child = startProcess("git", [`--git-dir=${this.gitFolder}`, "cat-file", "--batch"]);
    child.stdout.on("data", (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      while (this.#answerNext());
    });
    child.stderr.resume();
    child.stdin.on("error", () => {});
    child.on("error", (error) => this.#end(child, error));
    child.on("close", () =>
      this.#end(child, new CandidateStoreFailed(`git stopped reading ${this.gitFolder}`)),
    );
    return child;
  }

  #answerNext(): boolean {
    const headEnd = this.#received.indexOf("\n");
    const question = this.#asked[0];
    if (headEnd === -1 || question === undefined) return false;
    const [, type = "", size] = this.#received.toString("utf8", 0, headEnd).split(" ");
    const bodyStart = headEnd + 1;
    const answerEnd = size === undefined ? bodyStart : bodyStart + Number(size) + 1;
    if (this.#received.length < answerEnd) return false;
    const body = Buffer.from(this.#received.subarray(bodyStart, answerEnd - 1));
    this.#received = this.#received.subarray(answerEnd);
    this.#asked.shift();
    if (size === undefined)
      question.reject(new CandidateStoreFailed(`${this.gitFolder} does not hold ${question.name}`));
    else question.resolve({ type, body });
    return true;
  }

  #end(child: Child, reason: Error): void {
    if (this.#child !== child) return;
    this.#child = null;
    this.#received = Buffer.alloc(0);
    for (const question of this.#asked.splice(0)) question.reject(reason);
  }
}
