import { taskKind } from "../task-kind.js";
import { acceptancePresets, acceptanceSchema } from "./acceptance.js";
import { csResearch } from "./task.js";

export const kind = taskKind({ acceptanceSchema, acceptancePresets, create: csResearch });
