import type { TableShape } from "./row.js";
import { cachedInputShape, callShape, failedTryShape } from "./tables/calls.js";
import { candidateShape } from "./tables/candidates.js";
import { blobShape } from "./tables/contents.js";
import { decisionShape } from "./tables/decisions.js";
import { documentShape } from "./tables/documents.js";
import { attemptShape, eventShape } from "./tables/episodes.js";
import { noticeShape } from "./tables/notices.js";
import { observationShape } from "./tables/observations.js";
import { runShape } from "./tables/run-record.js";

/** Every table under the chain. */
export const allTables: readonly TableShape[] = [
  blobShape,
  callShape,
  failedTryShape,
  runShape,
  documentShape,
  candidateShape,
  observationShape,
  eventShape,
  attemptShape,
  decisionShape,
  noticeShape,
  cachedInputShape,
];
