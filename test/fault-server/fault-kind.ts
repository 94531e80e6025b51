import type { WireResponse } from "../../models/simulated/wire/response.js";
import type { Served } from "./served.js";

/** A request that a fault is to befall. */
export interface Asked {
  /** The body of the request. */
  readonly request: Readonly<Record<string, unknown>>;
  /** What the models answer to it, or to another request in its place. */
  answer(instead?: Readonly<Record<string, unknown>>): WireResponse;
  /** The server's time, in milliseconds since 1970. */
  readonly now: number;
  /** To be added to error messages: what the server says of the request's headers; empty as a rule. */
  readonly aside: string;
}

/** One way in which an endpoint can fail its client. */
export interface FaultKind<Name extends string = string> {
  readonly name: Name;
  /** What is served, in a few words. */
  readonly says: string;
  /** True when asking again is all there is to do: the request then gets the answer that it would have got. */
  readonly transient: boolean;
  /** Null for a request that this cannot befall: it is answered well. */
  serve(asked: Asked): Served | null;
}
