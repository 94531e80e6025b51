import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importRun } from "../../../experiments/import-run.js";
import { recordedRun } from "../../recorded-run/record.js";

/** The recorded run in a temporary folder, to look at. */
export class RecordedRun {
  readonly folder = mkdtempSync(join(tmpdir(), "autodata-look-"));
  readonly path = join(this.folder, "run");

  async unpack(): Promise<void> {
    await importRun(recordedRun, this.path);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
