import { openRaw } from "../population/history/raw-database.js";

/** Takes a history back to the first format of the file, as an older version of the program would have left it. */
export function toFirstFormat(path: string): void {
  const raw = openRaw(path);
  raw.exec("DROP TABLE notice; DROP TABLE cached_input; PRAGMA user_version = 1");
  raw.close();
}
