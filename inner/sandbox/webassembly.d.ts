/** The part of the WebAssembly API that the sandbox uses; the ES libraries of TypeScript do not declare it. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  /** The error of a trap. */
  class RuntimeError extends Error {}
  class Memory {
    /** Sizes in pages of 64 KiB. */
    constructor(size: { initial: number; maximum: number });
  }
}
