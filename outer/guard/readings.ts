/**
 * What a text says, and what it says when it is read as somebody would who hid it: lines or words backwards, by
 * ROT13, and with the runs of base64 and hexadecimal digits in it decoded.
 */
export function readingsOf(text: string): string[] {
  const encoded = [
    ...[...text.matchAll(/(?:[A-Za-z0-9+/]{4}){8,}={0,2}/g)].map(([run]) => decoded(run, "base64")),
    ...[...text.matchAll(/(?:[0-9a-fA-F]{2}){16,}/g)].map(([run]) => decoded(run, "hex")),
  ].filter((one) => one !== "");
  const lines = text.split("\n");
  return [
    text,
    lines.map((line) => [...line].reverse().join("")).join("\n"),
    text.replace(/\S+/g, (word) => [...word].reverse().join("")),
    text.replace(/[a-z]/gi, rotated),
    ...(encoded.length === 0 ? [] : [encoded.join("\n")]),
  ];
}

function decoded(run: string, encoding: "base64" | "hex"): string {
  const text = Buffer.from(run, encoding).toString("utf8");
  return text.includes("\uFFFD") ? "" : text;
}

function rotated(letter: string): string {
  const base = letter <= "Z" ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base);
}
