"""The tables of the state, as steps from each format to the next: what people wrote is never made anew."""

from __future__ import annotations

from typing import Final

# Times are whole seconds since 1970 in UTC. `history.before` and `after` hold the file's text, NULL where there was,
# or is, no file; `written` is 0 from the moment before the file is replaced to the moment after.
_FIRST: Final = """
CREATE TABLE accounts (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL,
  disabled INTEGER NOT NULL DEFAULT 0,
  created INTEGER NOT NULL
);

CREATE TABLE sessions (
  digest TEXT PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES accounts (id),
  created INTEGER NOT NULL,
  seen INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_account ON sessions (account);

CREATE TABLE attempts (
  key TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX attempts_by_time ON attempts (last);

CREATE TABLE history (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  account TEXT NOT NULL,
  action TEXT NOT NULL,
  document TEXT NOT NULL,
  path TEXT NOT NULL,
  summary TEXT NOT NULL,
  before TEXT,
  after TEXT,
  written INTEGER NOT NULL DEFAULT 0,
  undoes INTEGER REFERENCES history (id),
  revision TEXT,
  remark TEXT
);
CREATE INDEX history_by_document ON history (document, id);
CREATE INDEX history_by_undone ON history (undoes);
"""

# `text` is the converted file, `notes` what converting left uncertain and `wishes` what editors say (both JSON).
_DRAFTS: Final = """
CREATE TABLE drafts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL UNIQUE,
  content BLOB NOT NULL,
  text TEXT NOT NULL,
  notes TEXT NOT NULL,
  wishes TEXT NOT NULL,
  version INTEGER NOT NULL
);
"""

#: `STEPS[n]` leads from format n to n + 1; a new table is a new step at the end.
STEPS: Final = (_FIRST, _DRAFTS)
