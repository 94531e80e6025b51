/** `base_url` as `baseUrl`, at the level of types. */
type Camel<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : S;

/** A value whose keys are written in camel case at every depth; maps with free keys stay as they are. */
export type CamelKeys<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T as K extends string ? Camel<K> : K]: CamelKeys<T[K]> }
    : T;

/**
 * Rewrites keys from snake_case at every depth. What lies under the keys in `opaque` is kept as it is: it
 * belongs to somebody else.
 */
export function camelKeys<T>(value: T, opaque: ReadonlySet<string>): CamelKeys<T> {
  return rewrite(value, opaque) as CamelKeys<T>;
}

function rewrite(value: unknown, opaque: ReadonlySet<string>): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, member]) => [
    key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    opaque.has(key) ? member : rewrite(member, opaque),
  ]);
  return Object.fromEntries(entries);
}
