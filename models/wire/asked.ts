import type { SeatConfig } from "../seat-config.js";
import type { Asked } from "./classify-error.js";

export interface AskedSeat extends Asked {
  /** Takes the key out of the text of a reply, and leaves everything else as it is. */
  withoutKey(text: string): string;
}

const looksSecret = /\b(bearer\s+\S+|(?:sk|pk|gsk|xai|key)-[\w-]{8,})/gi;

/** A base URL for people: host and path, without scheme, credentials or query. */
export function endpointName(baseUrl: string): string {
  if (!URL.canParse(baseUrl)) return baseUrl;
  const url = new URL(baseUrl);
  return url.host + url.pathname.replace(/\/$/, "");
}

/**
 * Shorter values are no secrets and may be a part of something else. A reply loses keys of a real key's length
 * only: servers without keys are given words such as "ollama", which documents may hold.
 */
const shortest = { inMessages: 6, inReplies: 12 } as const;
const hidden = "[hidden]";

/** Names a seat's endpoint in messages that hold neither its key nor its header values. */
export function askedAt(seat: SeatConfig, key: string): AskedSeat {
  const secrets = [key, ...Object.values(seat.extraHeaders)].filter(
    (value) => value.length >= shortest.inMessages,
  );
  const keys = key.length >= shortest.inReplies ? [key] : [];
  return {
    endpoint: endpointName(seat.baseUrl),
    model: seat.model,
    conceal: (text) => without(secrets, text).replace(looksSecret, hidden),
    withoutKey: (text) => without(keys, text),
  };
}

/** Takes out secrets, also as JSON writes them. */
function without(secrets: readonly string[], text: string): string {
  return secrets.reduce((rest, secret) => {
    const inJson = JSON.stringify(secret).slice(1, -1);
    const forms = new Set([secret, inJson, inJson.replaceAll("/", "\\/")]);
    return [...forms].reduce((left, form) => left.replaceAll(form, hidden), rest);
  }, text);
}
