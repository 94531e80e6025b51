import { parseHarnessReference } from "../harness-reference.js";
import { readRun } from "../loaded-run.js";
import { type SearchedRun, searchedRun } from "./searched-run.js";
import type { Named } from "./two-lines.js";

/** The runs that candidates are named in, each opened once. */
export class OpenRuns {
  readonly #opened = new Map<string, SearchedRun>();

  /** @param main the run of names that stand alone. */
  constructor(private readonly main: string) {}

  /** @throws UsageError when there is no such run, or when it is no search. */
  named(run: string): SearchedRun {
    const known = this.#opened.get(run);
    if (known !== undefined) return known;
    const history = readRun(run);
    try {
      const searched = searchedRun(run, history);
      this.#opened.set(run, searched);
      return searched;
    } catch (error) {
      void history.close();
      throw error;
    }
  }

  /** What `5d43de` means in the main run, or `RUN:best` in another. @throws UsageError as `named` does. */
  candidate(text: string): Named {
    const { path, candidate } = parseHarnessReference(text);
    return candidate === null
      ? { searched: this.named(this.main), name: text }
      : { searched: this.named(path), name: candidate };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#opened.values()].map(({ history }) => history.close()));
  }
}
