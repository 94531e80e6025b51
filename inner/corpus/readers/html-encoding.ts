type Decoded = { readonly text: string } | { readonly problem: string };

/**
 * A page in the encoding that its byte-order mark, its head or its XML declaration names, in this order; UTF-8 where
 * there is none or where nobody knows it. Bytes that the encoding does not have are a problem, never replaced.
 */
export function decodedHtml(bytes: Uint8Array): Decoded {
  const name = markedEncoding(bytes) ?? declaredEncoding(bytes);
  const decoder = decoderOf(name) ?? new TextDecoder("utf-8", { fatal: true });
  try {
    return { text: decoder.decode(bytes) };
  } catch {
    return { problem: `is not ${decoder.encoding.toUpperCase()} text; save it as UTF-8` };
  }
}

function markedEncoding([first, second, third]: Uint8Array): string | null {
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : null;
}

function declaredEncoding(bytes: Uint8Array): string {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 4096));
  const [, name = "utf-8"] =
    /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head) ??
    /^\s*<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(head) ??
    [];
  return /^utf-?16/i.test(name) ? "utf-8" : name; // it could not be read so far if it were
}

function decoderOf(name: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(name, { fatal: true });
  } catch {
    return null;
  }
}
