-- What a client calls a launch by, and what it was told: in the transaction of the jobs.
CREATE TABLE launch_key (
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  digest TEXT NOT NULL,
  answer TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (caller, key)
) WITHOUT ROWID;

CREATE INDEX launch_key_at ON launch_key (at);
