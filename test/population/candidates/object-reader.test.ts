import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ObjectReader } from "../../../population/candidates/object-reader.js";
import { temporaryFolder } from "../temporary-folder.js";
import { git } from "./git.js";

function newReader(): { folder: string; reader: ObjectReader } {
  const folder = join(temporaryFolder(), "objects.git");
  const reader = new ObjectReader(folder);
  onTestFinished(() => reader.close());
  return { folder, reader };
}

test("objects of any size come back whole, in the order they were asked for", async () => {
  const { folder, reader } = newReader();
  await git(join(folder, ".."), ["init", "--quiet", "--bare", folder]);
  const texts = ["", "\n", "small", "large ".repeat(500_000), "after"];
  const hashes = [];
  for (const text of texts) hashes.push(await git(folder, ["hash-object", "-w", "--stdin"], text));
  const objects = await Promise.all(hashes.map((hash) => reader.read(hash)));
  expect(objects.map(({ type }) => type)).toEqual(texts.map(() => "blob"));
  expect(objects.map(({ body }) => body.toString())).toEqual(texts);
});

test("when git ends, waiting questions reject and the next one starts it again", async () => {
  const { folder, reader } = newReader();
  const hopeless = [reader.read("HEAD"), reader.read("HEAD")];
  for (const question of hopeless) await expect(question).rejects.toThrow("git stopped reading");
  await git(join(folder, ".."), ["init", "--quiet", "--bare", folder]);
  const hash = await git(folder, ["hash-object", "-w", "--stdin"], "text");
  expect((await reader.read(hash)).body.toString()).toBe("text");
});
