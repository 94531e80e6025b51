import { z } from "zod";
import { replyCondition } from "../../../models/chat.js";
import { readJsonReply } from "../../../models/json-reply.js";
import type { Completion } from "../../../models/model.js";
import { type Finding, notTried, ok, warning, wrong } from "../finding.js";
import { setting } from "../places.js";
import { formatRequest, objectRequest, schemaRequest } from "../probes.js";
import type { SeatNeeds } from "../seat-needs.js";
import type { Trial, Tried } from "../trial.js";

type Honoured = "honoured" | "refused" | "ignored";

const anyObject = z.record(z.string(), z.unknown());
const greenObject = z.object({ colour: z.literal("green") });
const answerObject = z.strictObject({ answer: z.string() });

/**
 * Whether replies come as JSON where JSON is needed: by `response_format`, or at least because the prompt asks for it.
 */
export async function checkJson(
  trial: Trial,
  { json, schema }: Pick<SeatNeeds, "json" | "schema">,
): Promise<Finding> {
  if (!json) return notTried("json", "these seats reply in prose");
  const byFormat = await trial.ask(formatRequest);
  if (!byFormat.ok) {
    return wrong("json", `a request with response_format fails: ${byFormat.said}`, otherModel);
  }
  const format = honoured(byFormat.completion, (text) => isObject(text));
  if (format !== "honoured") return byPromptAlone(await trial.ask(objectRequest), format);
  if (!schema) return ok("json", "response_format json_object is honoured");
  return withSchema(await trial.ask(schemaRequest));
}

function byPromptAlone(asked: Tried, format: "refused" | "ignored"): Finding {
  const found = `response_format json_object is ${format}`;
  if (asked.ok) {
    const { reply } = asked.completion;
    if (readJsonReply(reply.text, greenObject).ok) {
      const advice =
        "nothing has to be set: replies are read with tolerance, and a broken one is asked for again";
      return warning("json", `${found}; asked by the prompt, the model gives JSON`, advice);
    }
    if (replyCondition(reply) === "truncated") {
      return wrong(
        "json",
        `${found}, and its JSON was cut off`,
        `give it more room in ${setting("max_tokens")}`,
      );
    }
  }
  return wrong("json", `${found}, and asked by the prompt the model gives none either`, otherModel);
}

function withSchema(asked: Tried): Finding {
  const advice = "nothing has to be set: replies are checked against the schema all the same";
  if (!asked.ok) {
    return warning("json", `json_object is honoured, json_schema fails: ${asked.said}`, advice);
  }
  const schema = honoured(asked.completion, (text) => readJsonReply(text, answerObject).ok);
  if (schema === "honoured") return ok("json", "response_format json_object and json_schema are honoured");
  return warning("json", `json_object is honoured, json_schema is ${schema}`, advice);
}

function honoured({ reply, provenance }: Completion, fits: (text: string) => boolean): Honoured {
  if (provenance.droppedParameters.includes("response_format")) return "refused";
  return fits(reply.text) ? "honoured" : "ignored";
}

/** JSON and nothing around it. */
function isObject(text: string): boolean {
  return text.trim().startsWith("{") && readJsonReply(text, anyObject).ok;
}

const otherModel = `set ${setting("model")} to another model, or choose another endpoint`;
