import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { UsageError } from "../../foundation/errors.js";
import { parseYaml } from "../definition/yaml-source.js";
import { svgToPng } from "../report/curve-png.js";
import { writeReports } from "../report-files.js";
import { familyCurveCsv, familyTableCsv } from "./family-csv.js";
import { type FamilyData, familyData } from "./family-data.js";
import { familyFolderAt, isFamilyFolder, type StoredMember, storedMembers } from "./family-folder.js";
import { familySvg } from "./family-svg.js";
import { abscissas, type MemberView, memberView } from "./member-view.js";

/** A family as it lies in its folder, finished or not. */
export interface FamilyView {
  readonly name: string;
  readonly members: readonly { readonly member: StoredMember; readonly view: MemberView | null }[];
  readonly data: FamilyData;
}

/** @throws UsageError when the folder holds no family. */
export function readFamily(path: string): FamilyView {
  if (!isFamilyFolder(path)) throw new UsageError(`${path} is not the folder of a family of runs.`);
  const folder = familyFolderAt(path);
  const members = storedMembers(folder).map((member) => ({ member, view: memberView(member) }));
  const { value } = parseYaml(readFileSync(folder.definition, "utf8"), folder.definition);
  const name = String((value as { name?: unknown }).name ?? basename(resolve(path)));
  return { name, members, data: familyData(name, members) };
}

/**
 * Writes the mean curves as SVG, PNG and CSV and the table of cells as CSV into a folder. Returns the paths.
 * @throws ReportsNotWritten when the folder cannot be written.
 */
export function writeFamilyCurves(folder: string, data: FamilyData): string[] {
  const drawings = abscissas.flatMap((by) => {
    const svg = familySvg(data, by);
    return [[`curve-by-${by}.svg`, svg] as const, [`curve-by-${by}.png`, svgToPng(svg)] as const];
  });
  return writeReports(folder, "the curves of the family", [
    ...drawings,
    ["curves.csv", familyCurveCsv(data)],
    ["cells.csv", familyTableCsv(data)],
  ]);
}
