import { createServer, type Socket } from "node:net";
import { fileURLToPath } from "node:url";
import { systemClock } from "../foundation/clock.js";
import { startProcess } from "../foundation/processes.js";
import { randomStreams } from "../foundation/random.js";

/** How a local endpoint behaves from now on. */
export interface Behaviour {
  /** Shortest and longest time of an answer, in milliseconds. */
  readonly latencyMs: readonly [number, number];
  /** Requests in service at once beyond which it answers 429; null for any number. */
  readonly atOnce: number | null;
  /** Sent as `retry-after` with a refusal; null sends none. */
  readonly retryAfterSeconds: number | null;
}

/** What it did since it was told to behave so. */
export interface Counted {
  readonly served: number;
  readonly refused: number;
  /** Mean time in service of those served, in milliseconds: timers are late. */
  readonly meanMs: number;
  readonly elapsedMs: number;
}

export interface LocalEndpoint {
  /** Ends in /v1. */
  readonly baseUrl: string;
  /** Changes the behaviour and begins to count anew. */
  behave(behaviour: Behaviour): Promise<void>;
  counted(): Promise<Counted>;
  stop(): void;
}

/** An OpenAI-compatible endpoint in a process of its own, as fast as Node can be: it looks at next to nothing. */
export async function startLocalEndpoint(): Promise<LocalEndpoint> {
  const child = startProcess(process.execPath, ["--import", "tsx", fileURLToPath(import.meta.url)]);
  child.stderr.pipe(process.stderr);
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (line: Buffer) => resolve(`http://127.0.0.1:${line.toString().trim()}`));
    child.once("error", reject);
    child.once("exit", () => reject(new Error("the local endpoint ended")));
  });
  return {
    baseUrl: `${origin}/v1`,
    behave: async (behaviour) => {
      await fetch(`${origin}/behave`, { method: "POST", body: JSON.stringify(behaviour) });
    },
    counted: async () => (await fetch(`${origin}/counted`)).json() as Promise<Counted>,
    stop: () => child.kill(),
  };
}

/** Words of an answer; a number at its front makes each one different. */
const answer = "The estimate holds because each step bounds the error of the step before it. ".repeat(20);
const numberDigits = 10;

class Service {
  private behaviour: Behaviour = { latencyMs: [0, 0], atOnce: null, retryAfterSeconds: null };
  private readonly random = randomStreams("local endpoint").fork("latency");
  private readonly canned = response(200, completionBody());
  private readonly numberAt = this.canned.indexOf("#".repeat(numberDigits));
  private inService = 0;
  private number = 0;
  private served = 0;
  private refused = 0;
  private servedMs = 0;
  private since = systemClock.elapsed();

  handle(path: string, body: () => string, reply: (bytes: Buffer) => void): void {
    if (path === "/v1/chat/completions") this.complete(reply);
    else if (path === "/behave") {
      this.behave(JSON.parse(body()) as Behaviour);
      reply(response(200, "{}"));
    } else reply(response(200, JSON.stringify(this.counted())));
  }

  private behave(behaviour: Behaviour): void {
    this.behaviour = behaviour;
    this.served = this.refused = this.servedMs = 0;
    this.since = systemClock.elapsed();
  }

  private complete(reply: (bytes: Buffer) => void): void {
    const { atOnce, latencyMs, retryAfterSeconds } = this.behaviour;
    if (atOnce !== null && this.inService >= atOnce) {
      this.refused++;
      const header = retryAfterSeconds === null ? "" : `retry-after: ${retryAfterSeconds}\r\n`;
      reply(response(429, '{"error":{"message":"too many requests at once"}}', header));
      return;
    }
    this.inService++;
    const started = systemClock.elapsed();
    const serve = () => {
      this.inService--;
      this.served++;
      this.servedMs += systemClock.elapsed() - started;
      const bytes = Buffer.from(this.canned);
      bytes.write(String(++this.number).padStart(numberDigits, "0"), this.numberAt, "latin1");
      reply(bytes);
    };
    const [least, most] = latencyMs;
    if (most === 0) serve();
    else setTimeout(serve, least + (most - least) * this.random.next());
  }

  private counted(): Counted {
    const { served, refused } = this;
    const meanMs = this.servedMs / Math.max(1, served);
    return { served, refused, meanMs, elapsedMs: systemClock.elapsed() - this.since };
  }
}

function response(status: number, body: string, headers = ""): Buffer {
  const length = Buffer.byteLength(body);
  return Buffer.from(
    `HTTP/1.1 ${status} ${status === 200 ? "OK" : "Too Many Requests"}\r\ncontent-type: application/json\r\n` +
      `${headers}content-length: ${length}\r\n\r\n${body}`,
  );
}

function completionBody(): string {
  return JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1_700_000_000,
    model: "canned",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: `${"#".repeat(numberDigits)} ${answer}` },
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 800, completion_tokens: 350, total_tokens: 1150 },
  });
}

/** Takes whole requests off the front of what has arrived. */
function converse(socket: Socket, service: Service): void {
  let arrived: Buffer = Buffer.alloc(0);
  socket.setNoDelay(true);
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    arrived = arrived.length === 0 ? chunk : Buffer.concat([arrived, chunk]);
    for (;;) {
      const end = arrived.indexOf("\r\n\r\n");
      if (end < 0) return;
      const head = arrived.toString("latin1", 0, end);
      const whole = end + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
      if (arrived.length < whole) return;
      const request = arrived;
      arrived = arrived.subarray(whole);
      service.handle(
        head.split(" ", 2)[1] ?? "",
        () => request.toString("utf8", end + 4, whole),
        (bytes) => void (socket.writable && socket.write(bytes)),
      );
    }
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const service = new Service();
  const server = createServer((socket) => converse(socket, service));
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    process.stdout.write(`${typeof address === "object" ? address?.port : address}\n`);
  });
}
