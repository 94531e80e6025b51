import { appendOnly } from "./append-only.js";

const tables = `
-- Texts stored once, by SHA-256 of their UTF-8 bytes. encoding: plain (data is text) or deflate (raw deflate).
CREATE TABLE blob (
  id INTEGER PRIMARY KEY,
  hash BLOB NOT NULL UNIQUE,
  encoding TEXT NOT NULL,
  data NOT NULL
);

-- One completed model call. settings (sampling and extra body), tools, reply: hashes of blobs; messages: hashes
-- of blobs one after the other, 32 bytes each.
CREATE TABLE call (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  seat TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  reply BLOB NOT NULL,
  model TEXT NOT NULL,
  format TEXT NOT NULL,
  seed INTEGER NOT NULL,
  settings BLOB NOT NULL,
  tools BLOB NOT NULL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cost_usd REAL,
  base_url TEXT NOT NULL,
  answered_by TEXT,
  retries INTEGER NOT NULL,
  dropped_parameters TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  duration_ms INTEGER NOT NULL,
  messages BLOB NOT NULL
);
CREATE INDEX call_usage ON call (seat, input_tokens, output_tokens, cost_usd);

CREATE TABLE failed_try (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  fault TEXT NOT NULL,
  message TEXT NOT NULL,
  at INTEGER NOT NULL
);

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  value TEXT NOT NULL
);

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  document TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  content_hash TEXT NOT NULL,
  source TEXT NOT NULL,
  words INTEGER NOT NULL,
  split TEXT,
  position INTEGER NOT NULL,
  shown_characters INTEGER NOT NULL,
  total_characters INTEGER NOT NULL
);

CREATE TABLE candidate (
  id INTEGER PRIMARY KEY,
  iteration INTEGER NOT NULL UNIQUE,
  tree TEXT NOT NULL,
  commit_hash TEXT NOT NULL,
  parent TEXT,
  standing TEXT NOT NULL,
  diff TEXT NOT NULL,
  summary TEXT NOT NULL
);

CREATE TABLE observation (
  id INTEGER PRIMARY KEY,
  ticket INTEGER NOT NULL UNIQUE,
  candidate TEXT NOT NULL,
  document TEXT NOT NULL,
  split TEXT NOT NULL,
  purpose TEXT NOT NULL,
  repeat INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT NOT NULL,
  rounds INTEGER NOT NULL,
  ticks INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cost_usd REAL
);

-- The trajectory of an episode, event by event. body: JSON text (plain) or its raw deflate.
CREATE TABLE event (
  id INTEGER PRIMARY KEY,
  ticket INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  kind TEXT NOT NULL,
  encoding TEXT NOT NULL,
  body NOT NULL,
  UNIQUE (ticket, sequence)
);

-- The attempts of the stage events once more, for queries. marks: JSON list of 1 (met) and 0, by criterion.
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY,
  ticket INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  position INTEGER NOT NULL,
  example TEXT NOT NULL,
  stage TEXT NOT NULL,
  seat TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  score_numerator REAL,
  score_denominator REAL,
  marks TEXT NOT NULL,
  trouble TEXT NOT NULL,
  UNIQUE (ticket, sequence, position)
);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  iteration INTEGER NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (iteration, kind)
);

-- The tamper chain: one entry for every row of every table above, in insertion order.
CREATE TABLE chain (
  sequence INTEGER PRIMARY KEY,
  entry_table TEXT NOT NULL,
  entry_id INTEGER NOT NULL,
  row_hash BLOB NOT NULL,
  chain_hash BLOB NOT NULL
);
`;

const names = [
  "blob",
  "call",
  "failed_try",
  "run",
  "document",
  "candidate",
  "observation",
  "event",
  "attempt",
  "decision",
  "chain",
];

export const firstTables = { version: 1, sql: [tables, ...names.map(appendOnly)].join("\n") };
