export interface Column {
  readonly head: string;
  readonly align: "left" | "right";
}

/** What a cell says; a row whose last cell comes early runs on to the end of the line. */
export type Cells = readonly string[];

const gap = "  ";
const leastRoom = 12;

/**
 * A table with a head, one line per row; lines are cut with an ellipsis to `width` columns where one is given,
 * except that the last cell keeps room for a dozen characters.
 */
export function table(columns: readonly Column[], rows: readonly Cells[], width?: number): string[] {
  const heads = columns.map(({ head }) => head);
  const whole = [heads, ...rows].filter((cells) => cells.length === columns.length);
  const widths = columns.map((_, index) => Math.max(...whole.map((cells) => lengthOf(cells[index]))));
  return [heads, ...rows].map((cells) => {
    const before = cells.slice(0, -1).map((cell, index) => {
      const room = widths[index] ?? 0;
      return columns[index]?.align === "right" ? cell.padStart(room) : padded(cell, room);
    });
    const start = before.map((cell) => `${cell}${gap}`).join("");
    const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(leastRoom, width - start.length);
    return `${start}${cut(cells.at(-1) ?? "", room)}`.trimEnd();
  });
}

/** A line as it is when it fits, else its beginning with an ellipsis. */
export function cut(line: string, room: number): string {
  const characters = [...line];
  if (characters.length <= room) return line;
  return `${characters
    .slice(0, room - 1)
    .join("")
    .trimEnd()}…`;
}

/** Filled up with spaces to so many characters. */
export function padded(text: string, characters: number): string {
  return `${text}${" ".repeat(Math.max(0, characters - lengthOf(text)))}`;
}

const lengthOf = (text: string | undefined) => [...(text ?? "")].length;
