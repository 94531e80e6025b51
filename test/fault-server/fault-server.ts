import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../foundation/clock.js";
import { UsageError } from "../../foundation/errors.js";
import type { SimulatedModels } from "../../models/simulated/simulated-models.js";
import { control } from "./control.js";
import { echoing, type Headers, headerText } from "./echo.js";
import type { FaultKind } from "./fault-kind.js";
import { quota } from "./kinds/rate-limits.js";
import { requestName, Schedule } from "./schedule.js";
import { json, type Served, send } from "./served.js";

export interface FaultServerOptions {
  /** Give the right answers. */
  readonly models: SimulatedModels;
  readonly clock: Clock;
  /** Port on 127.0.0.1; 0 takes a free one. */
  readonly port: number;
  readonly seed: number | string;
  /** Share of the requests that a fault befalls, 0 to 1. */
  readonly rate: number;
  readonly kinds: readonly FaultKind[];
  /** Faults in a row that one request can meet; default 5. */
  readonly mostInARow?: number;
  /** Every request meets the first of the kinds that can befall it, however often it is asked; default false. */
  readonly always?: boolean;
  /** More requests at once than this are refused with 429; default: no limit. */
  readonly mostAtOnce?: number | undefined;
  /** Milliseconds that every answer takes; default 0. */
  readonly latencyMs?: number;
  /** Repeats what it was sent as authorization wherever a careless server might; default false. */
  readonly echoes?: boolean;
}

/** One request as it arrived. */
export interface LedgerEntry {
  /** Its sampling seed; null when it had none. A run of ours derives it from the call's key. */
  readonly seed: number | null;
  /** The kind of fault it met, `over_limit`, or null when it was answered well. */
  readonly fault: string | null;
}

/** An OpenAI-compatible endpoint on this machine that fails its clients in known ways, and the same way each time. */
export class FaultServer {
  /** All requests for completions, in the order they arrived. */
  readonly ledger: LedgerEntry[] = [];
  /** The account is used up: every request is refused with the quota fault. */
  exhausted = false;
  /** Told the number of each request for a completion, from 1, before it is answered. */
  onRequest: (number: number) => void = () => {};
  private readonly http: Server;
  private readonly schedule: Schedule;
  private underWay = 0;
  private port = 0;

  private constructor(private readonly options: FaultServerOptions) {
    this.schedule = new Schedule({ mostInARow: 5, ...options });
    this.http = createServer((request, response) => {
      void readBody(request).then((body) => this.handle(request, body, response));
    });
  }

  /** @throws UsageError when the port is taken. */
  static async start(options: FaultServerOptions): Promise<FaultServer> {
    const server = new FaultServer(options);
    server.port = options.port;
    await server.revive();
    return server;
  }

  /** Base URL for clients. */
  get url(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  /** How many requests met each kind of fault. */
  get counts(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { fault } of this.ledger) if (fault !== null) counts.set(fault, (counts.get(fault) ?? 0) + 1);
    return counts;
  }

  /** Seeds of the requests in the order they arrived. */
  get seeds(): number[] {
    return this.ledger.flatMap(({ seed }) => seed ?? []);
  }

  /** Cuts every connection and refuses new ones. */
  async die(): Promise<void> {
    const closed = new Promise((resolve) => this.http.close(resolve));
    this.http.closeAllConnections();
    await closed;
  }

  /** Listens again, at the same port. @throws UsageError when the port is taken. */
  async revive(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const refused = (error: Error) =>
        reject(new UsageError(`port ${this.port} cannot be served (${error.message}); give another --port`));
      this.http.once("error", refused);
      this.http.listen(this.port, "127.0.0.1", () => {
        this.http.off("error", refused);
        resolve();
      });
    });
    this.port = (this.http.address() as AddressInfo).port;
  }

  close(): Promise<void> {
    return this.die();
  }

  private async handle(request: IncomingMessage, body: string, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", this.url);
    if (pathname.startsWith("/control/")) {
      const order = pathname.slice("/control/".length);
      send(response, control(this, this.options.clock, request.method ?? "", order, searchParams));
    } else if (request.method === "POST" && pathname === "/v1/chat/completions") {
      await this.complete(parsed(body), request.headers, response);
    } else {
      send(response, pathname === "/v1/models" ? this.modelList() : notFound);
    }
  }

  private async complete(
    request: Readonly<Record<string, unknown>>,
    headers: Headers,
    response: ServerResponse,
  ): Promise<void> {
    this.onRequest(this.ledger.length + 1);
    this.underWay += 1;
    try {
      const { fault, served } = this.decide(request, headers);
      const { seed } = request;
      this.ledger.push({ seed: typeof seed === "number" ? seed : null, fault });
      const { delay = 0 } = served;
      if (delay === "never") await new Promise((resolve) => response.once("close", resolve));
      else await this.pause(delay + (this.options.latencyMs ?? 0));
      if (!response.closed) send(response, served);
    } finally {
      this.underWay -= 1;
    }
  }

  private decide(
    request: Readonly<Record<string, unknown>>,
    headers: Headers,
  ): { readonly fault: string | null; readonly served: Served } {
    const { models, clock, mostAtOnce = Number.POSITIVE_INFINITY, echoes = false } = this.options;
    const aside = echoes ? headerText(headers) : "";
    const asked = {
      request,
      answer: (instead = request) => models.respond(instead),
      now: clock.now(),
      aside,
    };
    const dressed = (served: Served) => (echoes ? echoing(served, headers) : served);
    if (this.exhausted) return { fault: quota.name, served: dressed(quota.serve(asked)) };
    if (this.underWay > mostAtOnce) return { fault: "over_limit", served: dressed(overLimit(aside)) };
    for (const kind of this.kindsFor(request)) {
      const faulty = kind.serve(asked);
      if (faulty !== null) return { fault: kind.name, served: dressed(faulty) };
    }
    const { status, body } = asked.answer();
    return { fault: null, served: dressed(json(status, body)) };
  }

  /** What may befall a request, the first that can. */
  private kindsFor(request: Readonly<Record<string, unknown>>): readonly FaultKind[] {
    if (this.options.always === true) return this.options.kinds;
    return [this.schedule.draw(requestName(request)) ?? []].flat();
  }

  private pause(ms: number): Promise<void> {
    return ms > 0 ? this.options.clock.sleep(ms) : Promise.resolve();
  }

  private modelList(): Served {
    return json(200, {
      object: "list",
      data: this.options.models.names.map((id) => ({ id, object: "model", created: 0 })),
    });
  }
}

const notFound = json(404, { error: { message: "there is nothing here" } });

function overLimit(aside: string): Served {
  return json(429, { error: { message: `Too many requests at once${aside}`, type: "requests" } });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** The request's JSON object; an empty one, which the models refuse, when it is none. */
function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
