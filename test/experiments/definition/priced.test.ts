import { expect, test } from "vitest";
import { parseDefinition } from "../../../experiments/definition/parse-definition.js";
import { pricedSeats, requireBudget } from "../../../experiments/definition/priced.js";
import { UsageError } from "../../../foundation/errors.js";
import { seats } from "../../../models/chat.js";
import { minimalYaml, seatsOf } from "./minimal.js";

const budgetOf = (budget: string) => parseDefinition(`${minimalYaml}budget: ${budget}`, "x.yaml").definition;
const local = "defaults: { model: m, base_url: http://localhost:8000/v1 }";
const priced = "weak: { price: { input_per_million: 1, output_per_million: 2 } }";

test("seats at a public host may cost money, local and simulated ones do not", () => {
  expect(pricedSeats(seatsOf(["defaults: { model: m }"]))).toEqual([...seats]);
  expect(pricedSeats(seatsOf([local]))).toEqual([]);
  expect(pricedSeats(seatsOf(["defaults: { base_url: simulated }"]))).toEqual([]);
});

test("a price makes a local seat cost money, and a price of nothing makes a public one free", () => {
  expect(pricedSeats(seatsOf([local, priced]))).toEqual(["weak"]);
  const free = "{ input_per_million: 0, output_per_million: 0 }";
  expect(pricedSeats(seatsOf([`defaults: { model: m, price: ${free} }`]))).toEqual([]);
});

test("a run that may cost money needs a budget or the word to go without", () => {
  const resolved = seatsOf([local, "judge: { base_url: https://api.example/v1 }", priced]);
  expect(() => requireBudget(budgetOf("{}"), resolved, { noBudget: false })).toThrow(
    new UsageError(
      "models.weak (localhost:8000), models.judge (api.example) may cost money, and the experiment has no budget. " +
        "Set budget.usd, budget.tokens, budget.calls or budget.hours (--budget-usd, --budget-tokens, --budget-calls, " +
        "--budget-hours), or pass --no-budget to run without a limit.",
    ),
  );
  requireBudget(budgetOf("{}"), resolved, { noBudget: true });
  requireBudget(budgetOf("{ calls: 100 }"), resolved, { noBudget: false });
  requireBudget(budgetOf("{ tokens: 100 }"), resolved, { noBudget: false });
});

test("a budget in dollars alone is refused while a seat has no price", () => {
  const resolved = seatsOf([local, "judge: { base_url: https://api.example/v1 }", priced]);
  expect(() => requireBudget(budgetOf("{ usd: 5 }"), resolved, { noBudget: false })).toThrow(
    "budget.usd cannot be kept: no price is known for models.judge (api.example).",
  );
  requireBudget(budgetOf("{ usd: 5, calls: 100 }"), resolved, { noBudget: false });
  requireBudget(budgetOf("{ usd: 5 }"), seatsOf([local, priced]), { noBudget: false });
});

test("a run that costs nothing needs no budget", () => {
  requireBudget(budgetOf("{}"), seatsOf([local]), { noBudget: false });
});
