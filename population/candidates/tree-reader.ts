import type { HarnessFiles } from "../../inner/harness/harness-files.js";
import type { ObjectReader } from "./object-reader.js";

const hashBytes = 20;

/** The files of a tree, by path, sorted. @throws Error when the tree or a part of it is not in the repository. */
export async function readTree(objects: ObjectReader, tree: string): Promise<HarnessFiles> {
  const files = await filesUnder(objects, tree, "");
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function filesUnder(objects: ObjectReader, name: string, prefix: string): Promise<[string, string][]> {
  const { type, body } = await objects.read(name);
  if (type === "blob") return [[prefix, body.toString("utf8")]];
  const members = entriesOf(body).map((entry) =>
    filesUnder(objects, entry.hash, prefix === "" ? entry.name : `${prefix}/${entry.name}`),
  );
  return (await Promise.all(members)).flat();
}

/** A tree's body is `<mode> <name> NUL <20 bytes of hash>`, again and again. */
function entriesOf(body: Buffer): { name: string; hash: string }[] {
  const entries: { name: string; hash: string }[] = [];
  let start = 0;
  while (start < body.length) {
    const nameStart = body.indexOf(" ", start) + 1;
    const nameEnd = body.indexOf(0, nameStart);
    const hash = body.toString("hex", nameEnd + 1, nameEnd + 1 + hashBytes);
    entries.push({ name: body.toString("utf8", nameStart, nameEnd), hash });
    start = nameEnd + 1 + hashBytes;
  }
  return entries;
}
