import { wordHash } from "./shingle-table.js";
import { wordsOf } from "./words.js";

/** Consecutive words that are compared as one. */
const shingleWords = 5;
const bands = 32;
const rowsPerBand = 4;
const slots = bands * rowsPerBand;
/** Documents of a bucket that later ones are compared with: of thousands from one template the first are enough. */
const comparedPerBucket = 16;

/** Two documents that share most of their passages. */
export interface NearDuplicate<Name> {
  readonly first: Name;
  readonly second: Name;
  /** Estimated share of common five-word passages among all of both, 0 to 1; standard error at most .045. */
  readonly similarity: number;
}

/**
 * Finds documents that are nearly the same by MinHash signatures and locality-sensitive hashing (Broder 1997; Indyk and
 * Motwani 1998): half a kilobyte a document, and pairs are looked at only where a quarter of some band agrees.
 */
export class NearDuplicates<Name> {
  readonly #names: Name[] = [];
  readonly #signatures: Uint32Array[] = [];
  readonly #buckets = Array.from({ length: bands }, () => new Map<number, number[]>());

  /** @param least similarity, 0 to 1, of what is reported; documents that share less than half are seldom compared. */
  constructor(private readonly least = 0.7) {}

  /** Adds a document and returns its near-duplicates among those added before, the most similar first. */
  add(name: Name, text: string): NearDuplicate<Name>[] {
    const signature = signatureOf(text);
    if (signature === null) return [];
    const candidates = new Set<number>();
    const index = this.#names.length;
    for (const [band, buckets] of this.#buckets.entries()) {
      const key = bandHash(signature, band);
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [index]);
      else {
        for (const other of bucket) candidates.add(other);
        if (bucket.length < comparedPerBucket) bucket.push(index);
      }
    }
    this.#names.push(name);
    this.#signatures.push(signature);
    return [...candidates]
      .map((other) => ({
        first: this.#names[other] as Name,
        second: name,
        similarity: this.#similarity(other, signature),
      }))
      .filter(({ similarity }) => similarity >= this.least)
      .sort((a, b) => b.similarity - a.similarity);
  }

  #similarity(other: number, signature: Uint32Array): number {
    const known = this.#signatures[other] ?? signature;
    let equal = 0;
    for (let slot = 0; slot < slots; slot++) if (known[slot] === signature[slot]) equal += 1;
    return equal / slots;
  }
}

/** The least of every hash function over all shingles; null for a text that is shorter than one. */
function signatureOf(text: string): Uint32Array | null {
  const words = wordsOf(text).map((word) => wordHash(word.toLowerCase()));
  if (words.length < shingleWords) return null;
  const signature = new Uint32Array(slots).fill(0xffffffff);
  for (let at = 0; at + shingleWords <= words.length; at++) {
    let shingle = 0;
    for (let word = at; word < at + shingleWords; word++) shingle = mixed(shingle ^ (words[word] ?? 0));
    for (let slot = 0; slot < slots; slot++) {
      const hash = mixed(shingle + Math.imul(slot + 1, 0x9e3779b1));
      if (hash < (signature[slot] ?? 0)) signature[slot] = hash;
    }
  }
  return signature;
}

function bandHash(signature: Uint32Array, band: number): number {
  let hash = 0;
  for (let row = 0; row < rowsPerBand; row++) hash = mixed(hash ^ (signature[band * rowsPerBand + row] ?? 0));
  return hash;
}

/** The finaliser of MurmurHash3: every bit of the input moves every bit of the result. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
