import { createHash } from "node:crypto";
import { asTreeHash, type TreeHash } from "../../foundation/ids.js";
import type { HarnessFiles } from "../../inner/harness/harness-files.js";

/** The mode of every file of a candidate: a plain file. */
export const fileMode = "100644";
const folderMode = "40000";

/** A folder of a tree: texts and further folders by name. */
interface Folder {
  readonly entries: Map<string, string | Folder>;
}

/**
 * The hash that git gives to a tree of these files (SHA-1 object format), without git.
 * @throws Error when git could not hold these paths: an empty, `.`, `..` or `.git` part, or a file where
 * another path needs a folder.
 */
export function treeHash(files: HarnessFiles): TreeHash {
  return asTreeHash(hashFolder(folderOf(files)).toString("hex"));
}

function folderOf(files: HarnessFiles): Folder {
  const root: Folder = { entries: new Map() };
  for (const [path, text] of files) {
    const parts = path.split("/");
    const name = parts.pop() ?? "";
    if (![...parts, name].every(isStorable)) throw unstorable(path);
    const parent = parts.reduce((folder, part) => subfolder(folder, part, path), root);
    if (parent.entries.has(name)) throw unstorable(path);
    parent.entries.set(name, text);
  }
  return root;
}

function subfolder(folder: Folder, name: string, path: string): Folder {
  const present = folder.entries.get(name) ?? { entries: new Map() };
  if (typeof present === "string") throw unstorable(path);
  folder.entries.set(name, present);
  return present;
}

const isStorable = (part: string) => !/^(|\.|\.\.|\.git)$/i.test(part) && !part.includes("\0");

const unstorable = (path: string) =>
  new Error(`git cannot store the path ${JSON.stringify(path)} in this tree`);

function hashFolder({ entries }: Folder): Buffer {
  const sorted = [...entries].map(([name, member]) => treeEntry(name, member)).sort(inGitOrder);
  return hashObject("tree", Buffer.concat(sorted.map(({ bytes }) => bytes)));
}

interface TreeEntry {
  /** The name as it sorts: a folder's name ends in a slash. */
  readonly order: Buffer;
  readonly bytes: Buffer;
}

function treeEntry(name: string, member: string | Folder): TreeEntry {
  const isFile = typeof member === "string";
  const hash = isFile ? hashObject("blob", Buffer.from(member)) : hashFolder(member);
  const head = Buffer.from(`${isFile ? fileMode : folderMode} ${name}\0`);
  return { order: Buffer.from(isFile ? name : `${name}/`), bytes: Buffer.concat([head, hash]) };
}

const inGitOrder = (a: TreeEntry, b: TreeEntry) => Buffer.compare(a.order, b.order);

/** The name that git gives to an object: SHA-1 over its type, size and body, 20 bytes. */
export function hashObject(type: string, body: Buffer): Buffer {
  return createHash("sha1").update(`${type} ${body.length}\0`).update(body).digest();
}
