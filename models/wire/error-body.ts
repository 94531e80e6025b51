/** What any error body says, whatever its shape. Empty text where it says nothing. */
export interface ErrorDetails {
  readonly message: string;
  /** Machine-readable: the body's `code`, `type` or `status`, joined by spaces. */
  readonly codes: string;
  /** The request parameter it complains about. */
  readonly parameter: string;
  /** HTTP status named inside the body. */
  readonly status: number | null;
}

const nestedMembers = ["error", "errors", "detail", "metadata", "raw"];

const nothing: ErrorDetails = { message: "", codes: "", parameter: "", status: null };

/**
 * Reads the error shapes that OpenAI-compatible servers send: `{error: {...}}`, `{error: "text"}`, bare
 * objects, FastAPI's `{detail: [...]}`, arrays of these, plain text, and an upstream's error quoted as text
 * inside `metadata.raw`.
 */
export function errorDetails(body: unknown, depth = 0): ErrorDetails {
  if (depth > 6 || body === null || body === undefined) return nothing;
  if (typeof body === "string") return textDetails(body, depth);
  if (Array.isArray(body)) {
    return body.map((entry) => errorDetails(entry, depth + 1)).reduce(joined, nothing);
  }
  if (typeof body !== "object") return nothing;
  const fields = new Map<string, unknown>(Object.entries(body));
  const own = ownDetails(fields);
  return nestedMembers.map((name) => errorDetails(fields.get(name), depth + 1)).reduce(joined, own);
}

function ownDetails(fields: ReadonlyMap<string, unknown>): ErrorDetails {
  const text = (name: string) => {
    const value = fields.get(name);
    return typeof value === "string" ? value : "";
  };
  const numbers = [fields.get("code"), fields.get("status")].map(Number);
  const location = fields.get("loc");
  const place = Array.isArray(location) ? String(location.at(-1)) : "";
  return {
    message: [place && `${place}:`, text("message") || text("msg")].filter(Boolean).join(" "),
    codes: [text("code"), text("type"), text("status")].filter(Boolean).join(" "),
    parameter: text("param") || place,
    status: numbers.find((value) => Number.isInteger(value) && value >= 400 && value < 600) ?? null,
  };
}

function textDetails(text: string, depth: number): ErrorDetails {
  if (/^\s*[[{]/.test(text)) {
    try {
      return errorDetails(JSON.parse(text), depth + 1);
    } catch {
      // not JSON after all: the text itself is the message
    }
  }
  return { ...nothing, message: text.trim() };
}

function joined(a: ErrorDetails, b: ErrorDetails): ErrorDetails {
  const both = (x: string, y: string) => [x, y].filter(Boolean).join(" ");
  return {
    message: both(a.message, b.message),
    codes: both(a.codes, b.codes),
    parameter: a.parameter || b.parameter,
    status: a.status ?? b.status,
  };
}
