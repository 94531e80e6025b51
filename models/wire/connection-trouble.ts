/** Why no reply arrived over the network. */
export interface ConnectionTrouble {
  /** A few words for people: "connection refused". */
  readonly reason: string;
  /** False when no connection could be made at all: the endpoint is down or misnamed. */
  readonly reached: boolean;
}

const unreached: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connection refused",
  ENOTFOUND: "host name not found",
  EAI_AGAIN: "host name could not be looked up",
  EHOSTUNREACH: "no route to the host",
  ENETUNREACH: "no route to the host",
  ETIMEDOUT: "connecting timed out",
  UND_ERR_CONNECT_TIMEOUT: "connecting timed out",
};

const interrupted: Readonly<Record<string, string>> = {
  ECONNRESET: "connection was cut",
  EPIPE: "connection was cut",
  UND_ERR_SOCKET: "connection was cut",
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: "reply ended early",
  HTTPParserError: "the reply was not HTTP",
  UND_ERR_HEADERS_TIMEOUT: "no reply in time",
  UND_ERR_BODY_TIMEOUT: "no reply in time",
};

const certificate = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;

/** Reads an error thrown by a `fetch`; null when nothing in its chain of causes is a network error. */
export function connectionTrouble(error: unknown): ConnectionTrouble | null {
  const code = networkCode(error);
  if (code === null) return null;
  const refused = unreached[code];
  if (refused !== undefined) return { reason: refused, reached: false };
  if (certificate.test(code)) return { reason: `no secure connection (${code})`, reached: false };
  return { reason: interrupted[code] ?? `connection failed (${code})`, reached: true };
}

function networkCode(error: unknown): string | null {
  for (let link = error, depth = 0; link instanceof Error && depth < 8; link = link.cause, depth++) {
    if (link.name === "HTTPParserError") return link.name;
    if ("code" in link && typeof link.code === "string" && !link.code.startsWith("ERR_INVALID")) {
      return link.code;
    }
  }
  return null;
}
