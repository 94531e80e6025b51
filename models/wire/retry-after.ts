/**
 * Milliseconds that a response asks us to wait: `retry-after-ms`, or `retry-after` in seconds or as an HTTP
 * date, counted from `now`. Null when it does not say, or not in a form we know; never negative.
 */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const milliseconds = nonNegative(headers.get("retry-after-ms"));
  if (milliseconds !== null) return milliseconds;
  const stated = headers.get("retry-after");
  const seconds = nonNegative(stated);
  if (seconds !== null) return seconds * 1000;
  const date = stated === null ? Number.NaN : Date.parse(stated);
  return Number.isNaN(date) || !/[a-z]/i.test(stated ?? "") ? null : Math.max(0, date - now);
}

function nonNegative(text: string | null): number | null {
  if (text === null || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return null;
  return Number(text);
}
