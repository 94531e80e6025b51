import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { exitCodeOf } from "../../../cli/exit.js";
import { parseDefinition } from "../../../experiments/definition/parse-definition.js";
import { readPriceFile } from "../../../experiments/definition/price-file.js";
import { resolveSeats } from "../../../experiments/definition/resolve-seats.js";
import { fixedEnvironment } from "../../../foundation/environment.js";
import { costOf } from "../../../models/prices.js";
import { projectFolder } from "../small-experiment.js";
import { withModels } from "./minimal.js";

const folder = mkdtempSync(join(tmpdir(), "autodata-prices-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function priceFile(text: string): string {
  const path = join(folder, "prices.yaml");
  writeFileSync(path, text);
  return path;
}

function refusal(read: () => unknown): { code: number; message: string } {
  try {
    read();
  } catch (error) {
    return { code: exitCodeOf(error), message: (error as Error).message };
  }
  throw new Error("it was not refused");
}

describe("a price file", () => {
  test("gives prices by model, with another one for cached input where it has one", () => {
    const prices = readPriceFile(
      priceFile(`as_of: today
models:
  large: { input_per_million: 2, cached_input_per_million: 0.5, output_per_million: 8 }
  org/small:v1: { input_per_million: 0.1, output_per_million: 0.2 }
`),
    );
    expect([...prices.keys()]).toEqual(["large", "org/small:v1"]);
    const million = { inputTokens: 1e6, outputTokens: 1e6, cachedInputTokens: 4e5 };
    expect(costOf(prices.get("large") ?? null, million)).toBeCloseTo(0.6 * 2 + 0.4 * 0.5 + 8, 10);
    expect(costOf(prices.get("org/small:v1") ?? null, million)).toBeCloseTo(0.3, 10);
    expect(costOf(prices.get("unlisted") ?? null, million)).toBeNull();
    expect(costOf(prices.get("large") ?? null, { inputTokens: null, outputTokens: 5 })).toBeNull();
  });

  test("comes with the project as a sample that can be read", () => {
    expect(readPriceFile(join(projectFolder, "experiments/prices.yaml")).size).toBeGreaterThan(0);
  });

  test.each([
    ["models: { a: { input_per_million: 1 } }", "models.a.output_per_million: "],
    ["models: { a: { input_per_million: -1, output_per_million: 1 } }", "models.a.input_per_million: "],
    ["models: { a: { input_per_million: free, output_per_million: 1 } }", "models.a.input_per_million: "],
    ["models: { a: { input_per_million: 1, output_per_million: 1, output: 2 } }", "models.a: "],
    ["prices: {}", "models: "],
    ["", "prices.yaml"],
    ["models: [a", "prices.yaml:1: "],
  ])("of another form, %s, is refused in one line that says where, with exit code 2", (text, place) => {
    const { code, message } = refusal(() => readPriceFile(priceFile(text)));
    expect(code).toBe(2);
    expect(message).toContain(place);
    expect(message).toContain(folder);
    expect(message).not.toContain("\n");
  });

  test("that is not there is refused with exit code 2 and the name of the sample", () => {
    const { code, message } = refusal(() => readPriceFile(join(folder, "nowhere.yaml")));
    expect(code).toBe(2);
    expect(message).toMatch(/nowhere\.yaml cannot be read; the sample is experiments\/prices\.yaml/);
  });
});

describe("the price of a seat", () => {
  const price = (input: number) => `price: { input_per_million: ${input}, output_per_million: 1 }`;
  const inputPrices = (...lines: string[]) => {
    const listed = readPriceFile(
      priceFile("models: { listed: { input_per_million: 2, output_per_million: 1 } }"),
    );
    const seats = resolveSeats(parseDefinition(withModels(...lines), "x.yaml"), fixedEnvironment({}), listed);
    return { weak: seats.weak.price?.inputPerMillion, judge: seats.judge.price?.inputPerMillion };
  };
  const at = "base_url: http://localhost:8000/v1";

  test("is its own before the file's, and the file's before that of the defaults", () => {
    const defaults = `defaults: { model: listed, ${at}, ${price(3)} }`;
    expect(inputPrices(defaults, `weak: { ${price(1)} }`)).toEqual({ weak: 1, judge: 2 });
    expect(inputPrices(defaults, "judge: { model: other }")).toEqual({ weak: 2, judge: 3 });
  });

  test("can be taken back to unknown at the seat, and is unknown where nothing names it", () => {
    const defaults = `defaults: { model: listed, ${at} }`;
    expect(inputPrices(defaults, "weak: { price: null }", "judge: { model: other }")).toEqual({
      weak: undefined,
      judge: undefined,
    });
  });
});
