import pc from "picocolors";
import { seats as seatNames } from "../../models/chat.js";
import { count, plural, usd } from "../report/numbers.js";
import type { Diagnosis } from "./examine.js";
import { type CheckVerdict, checkNames, type Finding, type PlaceFindings } from "./finding.js";
import type { DoctorPlan } from "./plan.js";
import type { Trouble } from "./troubles.js";

type Colour = ReturnType<typeof pc.createColors>;

const cells: Readonly<Record<CheckVerdict, string>> = {
  ok: "ok",
  warning: "warn",
  wrong: "WRONG",
  "not tried": "-",
};

/** What is about to be asked, before it is. */
export function planLine({ calls, tokens, usd: dollars }: DoctorPlan, places: number, seats: number): string {
  const cost = dollars === null ? "unpriced" : dollars === 0 ? "free" : `about ${usd(dollars)}`;
  const each = `${plural(places, "model")} with ${places === 1 ? "its" : "their"} settings`;
  return `Trying ${each} for ${plural(seats, "seat")}: up to ${plural(calls, "call")}, about ${count(roughly(tokens))} tokens, ${cost}`;
}

/** The table of seats and checks, one line for each thing to know, and what it took. */
export function doctorScreen(
  { places, troubles, used, usable }: Diagnosis,
  style: { readonly colours: boolean },
): string {
  const colour = pc.createColors(style.colours);
  const verdict = usable
    ? "All seats are usable."
    : "Not usable yet: mend what is WRONG, then ask the doctor again.";
  return [
    tableOf(places, colour),
    ...(troubles.length === 0 ? [] : [troubles.map((one) => troubleText(one, colour)).join("\n")]),
    `${verdict} Took ${usedText(used)}`,
  ].join("\n\n");
}

function tableOf(places: readonly PlaceFindings[], colour: Colour): string {
  const seats = places.flatMap((place) => place.seats);
  const nameWidth = Math.max(...seats.map((seat) => seat.length)) + 4;
  const widths = checkNames.map((check) => Math.max(check.length, cells.wrong.length) + 2);
  const heading = checkNames.map((check, column) => check.padEnd(widths[column] ?? 0)).join("");
  const blocks = places.map(({ seats: sharing, model, endpoint, findings }) => {
    const marks = findings.map((finding, column) => cell(finding, widths[column] ?? 0, colour)).join("");
    return [
      `  ${model} at ${endpoint}`,
      ...sharing.map((seat) => `  ${`  ${seat}`.padEnd(nameWidth)}${marks}`),
    ];
  });
  return [`  ${"".padEnd(nameWidth)}${heading}`, ...blocks.flat()].map((line) => line.trimEnd()).join("\n");
}

function cell({ verdict }: Finding, width: number, colour: Colour): string {
  return painted(verdict, cells[verdict].padEnd(width), colour);
}

function painted(verdict: CheckVerdict, text: string, colour: Colour): string {
  switch (verdict) {
    case "ok":
      return colour.green(text);
    case "warning":
      return colour.yellow(text);
    case "wrong":
      return colour.red(text);
    case "not tried":
      return colour.dim(text);
  }
}

/** One line on what was found, and one on what mends it. */
function troubleText({ seats, check, verdict, found, advice }: Trouble, colour: Colour): string {
  const kind = painted(verdict, cells[verdict], colour) + " ".repeat(7 - cells[verdict].length);
  const who = seats.length === seatNames.length ? "all seats" : seats.join(", ");
  return `  ${kind}${check}, ${who}: ${found}\n         ${advice}`;
}

function usedText({ calls, inputTokens, outputTokens, costUsd }: Diagnosis["used"]): string {
  const tokens =
    inputTokens === null || outputTokens === null
      ? "tokens not counted"
      : `${count(inputTokens + outputTokens)} tokens`;
  return `${plural(calls, "answered call")}, ${tokens}, ${costText(costUsd)}.`;
}

function costText(dollars: number | null): string {
  if (dollars === null) return "cost unknown";
  return dollars === 0 ? "nothing to pay" : usd(dollars);
}

const roughly = (tokens: number) => Math.round(tokens / 100) * 100;
