import type { SeatConfig } from "../seat-config.js";
import type { Asked } from "./classify-error.js";

const looksSecret = /\b(bearer\s+\S+|(?:sk|pk|gsk|xai|key)-[\w-]{8,})/gi;

/** A base URL for people: host and path, without scheme, credentials or query. */
export function endpointName(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const url = new URL(baseUrl);
  return url.host + url.pathname.replace(/\/$/, "");
}

/** Names a seat's endpoint in messages that hold neither its key nor its header values. */
export function askedAt(seat: SeatConfig, key: string): Asked {
  const secrets = [key, ...Object.values(seat.extraHeaders)].filter((value) => value.length >= 6);
  return {
    endpoint: endpointName(seat.baseUrl),
    model: seat.model,
    conceal: (text) =>
      secrets
        .reduce((rest, secret) => rest.replaceAll(secret, "[hidden]"), text)
        .replace(looksSecret, "[hidden]"),
  };
}
