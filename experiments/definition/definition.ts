import { type CamelKeys, camelKeys } from "./camel-case.js";
import type { WrittenDefinition } from "./schema.js";

/**
 * An experiment with every default filled in. It holds no key, and base URLs as they were written, so it can be
 * stored with a run. Folders inside the project are relative to it, others absolute.
 */
export type Definition = CamelKeys<WrittenDefinition>;

const opaque = new Set(["extra_body", "extra_headers", "acceptance", "matrix"]);

export function resolved(written: WrittenDefinition): Definition {
  return camelKeys(written, opaque);
}
