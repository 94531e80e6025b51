import type { ServerResponse } from "node:http";

/** What the server sends for one request, down to how the connection ends. */
export interface Served {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds until the first byte; `never` leaves the request without an answer. Default: none. */
  readonly delay?: number | "never";
  /** The connection is cut before the first byte, or within the body. */
  readonly cut?: "before" | "within";
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Served {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  };
}

/** Sends it; a delay is the caller's to keep. */
export function send(response: ServerResponse, served: Served): void {
  if (served.cut === "before") {
    response.socket?.resetAndDestroy();
    return;
  }
  const bytes = Buffer.from(served.body);
  response.writeHead(served.status, { ...served.headers, "content-length": bytes.length });
  if (served.cut === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
}
