import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { curveColumns, curveCsv } from "../../../experiments/report/curve-csv.js";
import type { CurveData } from "../../../experiments/report/curve-data.js";
import { curveOf } from "./made-up-run.js";
import { madeUpSearch } from "./made-up-search.js";

/** Reads RFC 4180 text into rows of fields. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let fields: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    fields.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === ",") continue;
    rows.push(fields);
    fields = [];
  }
  return rows;
}

const data = curveOf(madeUpSearch({ iterations: 30 }));

function withSummaries(summary: string): CurveData {
  return { ...data, points: data.points.map((point) => ({ ...point, summary })) };
}

describe("the curve as CSV", () => {
  it("has one row per iteration under a header of fixed columns", () => {
    const [header, ...rows] = parseCsv(curveCsv(data));
    expect(header).toEqual([...curveColumns]);
    expect(rows.map(([iteration]) => Number(iteration))).toEqual(
      data.points.map(({ iteration }) => iteration),
    );
  });

  it("keeps every number exactly and leaves out what does not exist", () => {
    const [, ...rows] = parseCsv(curveCsv(data));
    const read = (field: string | undefined) => (field === "" ? null : Number(field));
    rows.forEach((fields, index) => {
      const point = data.points[index];
      expect([fields[4], fields[5], fields[6], fields[9], fields[10], fields[11]].map(read)).toEqual([
        point?.rate?.accepted ?? null,
        point?.rate?.conclusive ?? null,
        point?.score ?? null,
        point?.parentRate?.accepted ?? null,
        point?.parentRate?.conclusive ?? null,
        point?.bestSoFar ?? null,
      ]);
      expect(fields[1]).toBe(point?.candidate ?? "");
    });
  });

  it("survives any summary: quotes, commas, line breaks", () => {
    const nasty = fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "a", " ", ";", "é") });
    fc.assert(
      fc.property(nasty, (summary) => {
        const [, ...rows] = parseCsv(curveCsv(withSummaries(summary)));
        expect(rows.map((fields) => fields[curveColumns.indexOf("summary")])).toEqual(
          data.points.map(() => summary),
        );
        expect(rows.every((fields) => fields.length === curveColumns.length)).toBe(true);
      }),
    );
  });
});
