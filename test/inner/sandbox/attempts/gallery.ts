import type { Family } from "./attempt.js";
import { betweenEpisodes } from "./between-episodes.js";
import { clocks } from "./clocks.js";
import { codeFromText } from "./code-from-text.js";
import { crossing } from "./crossing.js";
import { forgedMessages } from "./forged-messages.js";
import { giants } from "./giants.js";
import { imports } from "./imports.js";
import { microtasks } from "./microtasks.js";
import { promiseFloods } from "./promise-floods.js";
import { prototypes } from "./prototypes.js";
import { reEntrancy } from "./re-entrancy.js";
import { recursion } from "./recursion.js";
import { regularExpressions } from "./regular-expressions.js";
import { sharedMemory } from "./shared-memory.js";

export const gallery: readonly Family[] = [
  prototypes,
  imports,
  codeFromText,
  sharedMemory,
  promiseFloods,
  microtasks,
  crossing,
  giants,
  recursion,
  regularExpressions,
  clocks,
  reEntrancy,
  forgedMessages,
  betweenEpisodes,
];
