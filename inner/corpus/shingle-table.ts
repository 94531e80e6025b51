/** Stands between documents in a word array; no word has this hash. */
export const separator = 0;

/**
 * Finds a run of words within a long array of word hashes. The words take 4 bytes each, the table of positions
 * (open addressing, at most half full) 8 to 16 more.
 */
export class ShingleTable {
  readonly #slots: Int32Array;

  /** `words`: hashes with separators; `length`: number of words in a run. */
  constructor(
    readonly words: Uint32Array,
    readonly length: number,
  ) {
    this.#slots = new Int32Array(slotsFor(words.length));
    let unbroken = 0;
    for (let end = 1; end <= words.length; end++) {
      unbroken = words[end - 1] === separator ? 0 : unbroken + 1;
      if (unbroken >= length) this.#insert(end - length);
    }
  }

  /** First position of the run that starts at `at` in `other`; -1 when it is nowhere. */
  find(other: Uint32Array, at: number): number {
    if (at + this.length > other.length) return -1;
    return (this.#slots[this.#slotOf(other, at)] ?? 0) - 1;
  }

  #insert(position: number): void {
    const slot = this.#slotOf(this.words, position);
    if (this.#slots[slot] === 0) this.#slots[slot] = position + 1;
  }

  /** The slot that holds the run, or the free one where it belongs. */
  #slotOf(other: Uint32Array, at: number): number {
    const mask = this.#slots.length - 1;
    let slot = runHash(other, at, this.length) & mask;
    for (;;) {
      const held = (this.#slots[slot] ?? 0) - 1;
      if (held === -1 || equalRuns(this.words, held, other, at, this.length)) return slot;
      slot = (slot + 1) & mask;
    }
  }
}

/** FNV-1a over the characters; never the separator. */
export function wordHash(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) {
    hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0 || 1;
}

function runHash(words: Uint32Array, at: number, length: number): number {
  let hash = 0;
  for (let index = at; index < at + length; index++) {
    hash = Math.imul(hash ^ (words[index] ?? 0), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

function equalRuns(a: Uint32Array, aAt: number, b: Uint32Array, bAt: number, length: number): boolean {
  for (let offset = 0; offset < length; offset++) {
    if (a[aAt + offset] !== b[bAt + offset]) return false;
  }
  return true;
}

function slotsFor(positions: number): number {
  let slots = 16;
  while (slots < positions * 2) slots *= 2;
  return slots;
}
