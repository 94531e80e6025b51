/** Numbers in the order they are added, four bytes each. */
export class NumberList {
  #values = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(index: number): number {
    return this.#values[index] as number;
  }

  add(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }
}

/** Stems by number, in the order in which they were first met. */
export class Vocabulary {
  readonly #numbers = new Map<string, number>();

  get size(): number {
    return this.#numbers.size;
  }

  find(stem: string): number | undefined {
    return this.#numbers.get(stem);
  }

  /** The number of a stem, a new one if it has none. */
  numberOf(stem: string): number {
    const known = this.#numbers.get(stem);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(Buffer.from(stem).toString(), number); // a copy: a part of a text keeps the whole text
    return number;
  }
}

const noHolders = new Uint32Array(0);

/** Which documents hold a stem: four bytes for every stem of every document. */
export class StemHolders {
  readonly #starts: Uint32Array;
  readonly #holders: Uint32Array;

  /**
   * @param stems numbers of the distinct stems of all documents, one document after the other.
   * @param ends where each document's stems end.
   */
  constructor(vocabulary: Vocabulary, stems: NumberList, ends: NumberList) {
    this.#starts = new Uint32Array(vocabulary.size + 1);
    for (let at = 0; at < stems.length; at++) this.#count(stems.at(at));
    for (let stem = 0; stem < vocabulary.size; stem++) {
      this.#starts[stem + 1] = this.#startOf(stem + 1) + this.#startOf(stem);
    }
    this.#holders = new Uint32Array(stems.length);
    const next = this.#starts.slice();
    let at = 0;
    for (let document = 0; document < ends.length; document++) {
      for (; at < ends.at(document); at++) {
        const stem = stems.at(at);
        const place = next[stem] as number;
        this.#holders[place] = document;
        next[stem] = place + 1;
      }
    }
  }

  /** Positions of the documents that hold a stem, ascending. */
  of(stem: number | undefined): Uint32Array {
    if (stem === undefined) return noHolders;
    return this.#holders.subarray(this.#startOf(stem), this.#startOf(stem + 1));
  }

  #count(stem: number): void {
    this.#starts[stem + 1] = this.#startOf(stem + 1) + 1;
  }

  #startOf(stem: number): number {
    return this.#starts[stem] as number;
  }
}
