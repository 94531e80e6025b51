import type { FamilyData } from "../experiments/family/family-data.js";
import { familyFolderAt } from "../experiments/family/family-folder.js";
import { familyTerminal } from "../experiments/family/family-terminal.js";
import { familyText } from "../experiments/family/family-text.js";
import type { Abscissa } from "../experiments/family/member-view.js";
import { readFamily, writeFamilyCurves } from "../experiments/family/read-family.js";
import { ReportsNotWritten } from "../experiments/report-files.js";
import { UsageError } from "../foundation/errors.js";
import { terminalStyle } from "./terminal.js";

/** The mean curves of a family and its numbers, as they are shown when it ends and by `curve`. */
export function familyCurveScreen(data: FamilyData, by: Abscissa): string {
  return `${familyTerminal(data, by, terminalStyle().width)}\n\n${familyText(data)}`;
}

/** What `curve` does with the folder of a family. */
export function showFamilyCurves(
  path: string,
  { by, out, json = false }: { readonly by: Abscissa; readonly out?: string; readonly json?: boolean },
): void {
  const { data } = readFamily(path);
  if (json) {
    process.stdout.write(`${JSON.stringify(data, null, 2)}\n`);
    return;
  }
  process.stdout.write(`${familyCurveScreen(data, by)}\n`);
  process.stdout.write(`\n${writtenTo(out ?? familyFolderAt(path).reports, data, out !== undefined)}\n`);
}

function writtenTo(folder: string, data: FamilyData, named: boolean): string {
  try {
    return `written: ${writeFamilyCurves(folder, data).join(", ")}`;
  } catch (error) {
    if (!(error instanceof ReportsNotWritten)) throw error;
    if (named) throw new UsageError(`${error.message}; give another folder with --out`);
    return `No files: ${error.message}; name a folder with --out.`;
  }
}
