import { Pool } from "undici";

/** What the client needs of `fetch`: one request, one Response. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A `fetch` over pooled keep-alive connections without time limits of its own (Node's gives up after 300 s,
 * which kills long completions), several times faster than Node's. The body is read whole before the
 * Response appears, so a signal covers headers and body alike. Redirects are not followed; request bodies
 * are text. Connections belong to the returned function and are dropped when idle.
 */
export function undiciFetch(): Fetch {
  const pools = new Map<string, Pool>();
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const answer = await poolOf(pools, url.origin).request({
      path: url.pathname + url.search,
      method: init.method === "POST" ? "POST" : "GET",
      headers: Object.fromEntries(new Headers(init.headers)),
      body: typeof init.body === "string" ? init.body : null,
      signal: init.signal ?? null,
    });
    const text = await answer.body.text();
    const bodyless = answer.statusCode === 204 || answer.statusCode === 304;
    return new Response(bodyless ? null : text, {
      status: answer.statusCode,
      headers: headersOf(answer.headers),
    });
  };
}

function poolOf(pools: Map<string, Pool>, origin: string): Pool {
  const known = pools.get(origin);
  if (known !== undefined) return known;
  const pool = new Pool(origin, { headersTimeout: 0, bodyTimeout: 0 });
  pools.set(origin, pool);
  return pool;
}

function headersOf(fields: Record<string, string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  return headers;
}
