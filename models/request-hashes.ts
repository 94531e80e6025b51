import { createHash, type Hash } from "node:crypto";

/** A logical request in the parts in which it is stored: each is canonical JSON, but for those of plain values. */
export interface CanonicalRequest {
  readonly model: string;
  readonly format: string;
  readonly seed: number;
  readonly sampling: string;
  readonly extraBody: string;
  readonly tools: string;
  readonly messages: readonly string[];
}

interface Prefix {
  readonly head: string;
  readonly messages: readonly string[];
  readonly hash: Hash;
}

/** Shorter ones cost less to hash again than to keep. */
const conversation = 4;

/**
 * Hashes of requests, equal to those of `hashOfRequest`, from parts that need not be parsed. A request that begins
 * as the last one of its thread did is hashed from there on, so that a conversation takes time linear in its length.
 */
export class RequestHashes {
  readonly #last = new Map<string, Prefix>();

  /** SHA-256 of the request's canonical JSON, 32 bytes. */
  of(thread: string, request: CanonicalRequest): Buffer {
    const { messages } = request;
    const head = `{"extraBody":${request.extraBody},"format":${JSON.stringify(request.format)},"messages":[`;
    const last = this.#last.get(thread);
    const known = last !== undefined && continues(last, head, messages) ? last : null;
    const hash = known?.hash.copy() ?? createHash("sha256").update(head);
    for (let index = known?.messages.length ?? 0; index < messages.length; index++) {
      hash.update(index === 0 ? (messages[index] ?? "") : `,${messages[index]}`);
    }
    if (messages.length >= conversation) this.#last.set(thread, { head, messages, hash: hash.copy() });
    const { model, sampling, seed, tools } = request;
    const tail = `],"model":${JSON.stringify(model)},"sampling":${sampling},"seed":${seed},"tools":${tools}}`;
    return hash.update(tail).digest();
  }
}

function continues(last: Prefix, head: string, messages: readonly string[]): boolean {
  return (
    last.head === head &&
    last.messages.length <= messages.length &&
    last.messages.every((message, index) => message === messages[index])
  );
}
