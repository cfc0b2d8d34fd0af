"""The catalogue's tables. Whatever changes here changes `FORMAT`, so that older generations are built again."""

from __future__ import annotations

from typing import Final

FORMAT: Final = "4"

# What a list shows of a document lies in columns, in the order of `documents.SUMMARY`; what only its page shows
# lies in `details` as JSON, and in `file` what its file states, but for the text (NULL where it has no file).
# `recency` is the rank in newest-first order: every list can be sorted by an integer.
TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE names (
  facet TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  rank INTEGER NOT NULL,
  committee TEXT,
  numeral TEXT,
  PRIMARY KEY (facet, id)
) WITHOUT ROWID;

CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  number TEXT,
  title TEXT,
  issuer TEXT,
  issued TEXT,
  term TEXT,
  held INTEGER NOT NULL,
  described INTEGER NOT NULL,
  is_plan INTEGER NOT NULL,
  citations INTEGER NOT NULL,
  internal INTEGER NOT NULL,
  kinds TEXT NOT NULL,
  slug TEXT,
  recency INTEGER NOT NULL,
  sort_key TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX documents_by_slug ON documents (slug);
CREATE INDEX documents_by_recency ON documents (recency);

CREATE TABLE details (
  document TEXT PRIMARY KEY,
  path TEXT NOT NULL,
  status TEXT NOT NULL,
  checked_to TEXT,
  circulation TEXT,
  original TEXT,
  fields TEXT NOT NULL,
  sources TEXT NOT NULL,
  also_known_as TEXT NOT NULL,
  body TEXT NOT NULL,
  file TEXT
) WITHOUT ROWID;

-- What resolving asks of a document (`DocumentRecord`), and which documents of a kind texts may name
-- without a number.
CREATE TABLE records (document TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE named (
  kind TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (kind, document)
) WITHOUT ROWID;

CREATE TABLE numbers (
  strength TEXT NOT NULL,
  key TEXT NOT NULL,
  recency INTEGER NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (strength, key, recency, document)
) WITHOUT ROWID;

CREATE TABLE facets (
  facet TEXT NOT NULL,
  value TEXT NOT NULL,
  document TEXT NOT NULL,
  PRIMARY KEY (facet, value, document)
) WITHOUT ROWID;
CREATE INDEX facets_by_document ON facets (document, facet, value);

CREATE TABLE former_ids (former TEXT PRIMARY KEY, id TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE relations (
  source TEXT NOT NULL,
  position INTEGER NOT NULL,
  type TEXT NOT NULL,
  target TEXT,
  description TEXT,
  says TEXT NOT NULL,
  standing TEXT NOT NULL,
  date TEXT,
  PRIMARY KEY (source, position)
) WITHOUT ROWID;
CREATE INDEX relations_by_target ON relations (target);

CREATE TABLE newer (
  document TEXT NOT NULL,
  step INTEGER NOT NULL,
  newer TEXT NOT NULL,
  PRIMARY KEY (document, step)
) WITHOUT ROWID;

CREATE TABLE plans (
  id TEXT PRIMARY KEY,
  header TEXT NOT NULL,
  tasks INTEGER NOT NULL,
  citations INTEGER NOT NULL,
  documents INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE tasks (
  plan TEXT NOT NULL,
  position INTEGER NOT NULL,
  id TEXT NOT NULL,
  parent TEXT,
  level TEXT NOT NULL,
  marker TEXT NOT NULL,
  heading TEXT NOT NULL,
  place TEXT NOT NULL,
  start INTEGER NOT NULL,
  end INTEGER NOT NULL,
  own_end INTEGER NOT NULL,
  organs TEXT NOT NULL,
  deadlines TEXT NOT NULL,
  teaching TEXT,
  PRIMARY KEY (plan, position)
) WITHOUT ROWID;
CREATE UNIQUE INDEX tasks_by_id ON tasks (plan, id);

-- Under which organs a plan's task is found: those to which it gives a part, and their successors.
CREATE TABLE assigned (
  organ TEXT NOT NULL,
  plan TEXT NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (organ, plan, position)
) WITHOUT ROWID;

CREATE TABLE links (
  plan TEXT NOT NULL,
  nth INTEGER NOT NULL,
  task TEXT NOT NULL,
  document TEXT,
  role TEXT NOT NULL,
  citation TEXT NOT NULL,
  sentence TEXT NOT NULL,
  mark_start INTEGER NOT NULL,
  mark_end INTEGER NOT NULL,
  PRIMARY KEY (plan, nth)
) WITHOUT ROWID;
CREATE INDEX links_by_document ON links (document);

-- Topics of documents (`place` empty) and of the parts of held texts, each with its reasons.
CREATE TABLE topics (
  document TEXT NOT NULL,
  place TEXT NOT NULL,
  topic TEXT NOT NULL,
  reasons TEXT NOT NULL,
  start INTEGER NOT NULL,
  place_name TEXT NOT NULL,
  excerpt TEXT NOT NULL,
  PRIMARY KEY (document, place, topic)
) WITHOUT ROWID;
CREATE INDEX topics_by_topic ON topics (topic, document);

CREATE TABLE passages (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  place TEXT,
  place_name TEXT,
  headings TEXT NOT NULL,
  text TEXT NOT NULL,
  start INTEGER,
  is_card INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX passages_by_document ON passages (document);

CREATE TABLE problems (
  position INTEGER PRIMARY KEY,
  severity TEXT NOT NULL,
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  path TEXT NOT NULL,
  line INTEGER,
  document TEXT
);
CREATE INDEX problems_by_document ON problems (document);
"""
