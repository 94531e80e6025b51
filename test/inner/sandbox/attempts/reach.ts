/** An expression: every object that leads from the globals, the host and each kind of function and iterator. */
export const everythingInReach = `(() => {
  const starts = [globalThis, host, () => {}, async () => {}, function* () {}, async function* () {}, class {}, /x/];
  starts.push((function* () {})(), (async function* () {})(), [].values(), "".matchAll(/x/g), new Map().keys());
  starts.push(host.document, host.verify(1), Symbol.iterator, 1n, new Proxy([], {}), import.meta);
  const seen = new Set();
  while (starts.length > 0) {
    const one = starts.pop();
    if (Object(one) !== one || seen.has(one)) continue;
    seen.add(one);
    starts.push(Object.getPrototypeOf(one));
    for (const key of Reflect.ownKeys(one)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(one, key);
      starts.push(value, get, set);
    }
  }
  return [...seen];
})()`;
