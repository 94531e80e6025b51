import { canonicalJson } from "../../foundation/digest.js";
import { finishedRun } from "../finished-run.js";
import type { PreparedMember } from "./prepare-family.js";

/** Members that are not finished, by what an episode of theirs takes: they differ in name, seed and search alone. */
export async function alikeAndUnfinished(members: readonly PreparedMember[]): Promise<PreparedMember[][]> {
  const groups = new Map<string, PreparedMember[]>();
  for (const member of members) {
    const finished = finishedRun(member.prepared);
    await finished?.close();
    if (finished !== null) continue;
    const { name: _name, seed: _seed, search: _search, splits: _splits, ...rest } = member.prepared.identity;
    const { harness, corpus } = member.prepared.definition;
    const key = canonicalJson({ rest, harness, corpus: corpus.path });
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups.values()];
}
