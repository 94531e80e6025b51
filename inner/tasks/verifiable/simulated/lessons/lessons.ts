import type { Lessons } from "../../../../../models/simulated/simulated-task.js";
import { type Kind, reader } from "../instructions/instructions.js";
import { type Cause, causeOf, causes } from "./causes.js";
import { codeEdits } from "./code-edits.js";
import { remedies } from "./remedies.js";

/** What can be learnt from failed rounds of this task. */
export const lessons: Lessons<Cause, Kind> = { causes, causeOf, remedies, codeEdits, reader };
