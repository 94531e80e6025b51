/** The allocator of an engine's WebAssembly memory, as the host side of the engine calls it. */
export interface Allocator {
  /** Gives 0 when there is no room. */
  _malloc(bytes: number): number;
  _free(address: number): void;
}

/**
 * Memory of so many pages of 64 KiB. It refuses to grow with one Error made beforehand: the allocator asks again for
 * every block that finds no room, and a new Error each time would make a program with no memory left very slow.
 */
export function fixedMemory(pages: number): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const full = new RangeError("this memory has a fixed size");
  Object.defineProperty(memory, "grow", {
    value: () => {
      throw full;
    },
  });
  return memory;
}

const smallestBallast = 4096;

/**
 * Bounds what an engine may use. Its own limit cannot: built for WebAssembly, QuickJS does not know the size of a
 * block and counts eight bytes for each, so that it refuses no more than single blocks that are too large.
 */
export class Heap {
  readonly #allocator: Allocator;
  readonly #allocate: Allocator["_malloc"];

  /** From now on, a text that finds no room on its way into the engine is an Error, and not written to address 0. */
  constructor(allocator: Allocator) {
    this.#allocator = allocator;
    const allocate = allocator._malloc;
    this.#allocate = allocate;
    allocator._malloc = (bytes) => {
      const address = allocate(bytes);
      if (address === 0) throw new Error("out of memory");
      return address;
    };
  }

  /** Takes all memory but so many bytes in one piece. */
  leave(bytes: number): void {
    const kept = this.#allocate(bytes);
    if (kept === 0) throw new Error(`there are no ${bytes} bytes of memory for a program`);
    for (let size = 2 ** 31; size >= smallestBallast; size /= 2) while (this.#allocate(size) !== 0);
    this.#allocator._free(kept);
  }
}
