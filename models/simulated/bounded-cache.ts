/** A memo for pure functions of a text: holds at most `capacity` results, dropping the oldest. */
export class BoundedCache<K, V> {
  readonly #entries = new Map<K, V>();

  constructor(private readonly capacity: number) {}

  /** The remembered value, or `compute()`, remembered. */
  get(key: K, compute: () => V): V {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const value = compute();
    if (this.#entries.size >= this.capacity) this.#dropOldest();
    this.#entries.set(key, value);
    return value;
  }

  #dropOldest(): void {
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }
}
