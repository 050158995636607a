-- Webhooks and what they are still to be told. Times are milliseconds since 1970; lists of names
-- have one a line. A "key" is the id that clients see.
CREATE TABLE webhook (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  farm TEXT NOT NULL,
  target TEXT NOT NULL,
  secret TEXT NOT NULL,
  shows TEXT NOT NULL,
  jobs TEXT NOT NULL,
  users TEXT NOT NULL,
  kinds TEXT NOT NULL,
  created_by TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  failures INTEGER NOT NULL DEFAULT 0,
  next_try INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  webhook INTEGER NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  event TEXT NOT NULL,
  body TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  status TEXT NOT NULL DEFAULT 'PENDING',
  attempts INTEGER NOT NULL DEFAULT 0,
  last_try INTEGER,
  http_status INTEGER,
  note TEXT NOT NULL DEFAULT '',
  -- Changes that found no room, which this one stands for.
  left_out INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX message_webhook ON message (webhook, id);
CREATE INDEX message_pending ON message (webhook, id) WHERE status = 'PENDING';
CREATE INDEX message_done ON message (webhook, id) WHERE status <> 'PENDING';
