import { appendOnly } from "./append-only.js";

const tables = `
-- What people should know of a run and no decision reads: a pause, a model that changed under its name.
CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  message TEXT NOT NULL
);

-- Of the input tokens of a call, those that the provider had cached; a row only where it said so.
CREATE TABLE cached_input (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  tokens INTEGER NOT NULL
);
`;

export const notices = {
  version: 2,
  sql: [tables, ...["notice", "cached_input"].map(appendOnly)].join("\n"),
};
