/** The first place where two JSON values differ, as the end of a sentence: `draw is 0.5, the log leads to 0.25`. */
export function firstDifference(stored: unknown, followed: unknown): string {
  return (
    differenceAt("", plain(stored), plain(followed)) ??
    "is written in another way than this program writes it"
  );
}

function differenceAt(path: string, stored: unknown, followed: unknown): string | null {
  if (stored === followed) return null;
  if (!isCompound(stored) || !isCompound(followed) || Array.isArray(stored) !== Array.isArray(followed)) {
    return `${path}${path === "" ? "" : " "}is ${shown(stored)}, the log leads to ${shown(followed)}`;
  }
  const keys = new Set([...Object.keys(stored), ...Object.keys(followed)]);
  for (const key of [...keys].sort()) {
    const step = Array.isArray(stored) ? `[${key}]` : path === "" ? key : `.${key}`;
    const difference = differenceAt(`${path}${step}`, stored[key], followed[key]);
    if (difference !== null) return difference;
  }
  return null;
}

type Compound = Readonly<Record<string, unknown>>;

function isCompound(value: unknown): value is Compound {
  return typeof value === "object" && value !== null;
}

/** Members that JSON leaves out are left out. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

const longest = 60;

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value);
  return text.length <= longest ? text : `${text.slice(0, longest)}...`;
}
