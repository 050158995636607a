-- What people set on work and on machines once these are there.

-- No frame of the layer starts before this time; null: no such hold. The reason says who asked.
ALTER TABLE layer ADD COLUMN start_after INTEGER;
ALTER TABLE layer ADD COLUMN start_after_reason TEXT NOT NULL DEFAULT '';
-- 0: no bound.
ALTER TABLE layer ADD COLUMN max_gpus INTEGER NOT NULL DEFAULT 0;

CREATE TABLE layer_output (
  layer INTEGER NOT NULL REFERENCES layer (id),
  path TEXT NOT NULL,
  PRIMARY KEY (layer, path)
) WITHOUT ROWID;

-- A person lets the frame start whatever holds it, until something new does.
ALTER TABLE frame ADD COLUMN waived INTEGER NOT NULL DEFAULT 0;
-- Null: the frame saves nothing.
ALTER TABLE frame ADD COLUMN checkpoint_state TEXT;
ALTER TABLE frame ADD COLUMN checkpoints INTEGER NOT NULL DEFAULT 0;

-- How displays show a frame in a state, instead of the state's own name.
CREATE TABLE frame_display (
  frame INTEGER NOT NULL REFERENCES frame (id),
  state TEXT NOT NULL,
  text TEXT NOT NULL,
  red INTEGER NOT NULL,
  green INTEGER NOT NULL,
  blue INTEGER NOT NULL,
  PRIMARY KEY (frame, state)
) WITHOUT ROWID;

-- Clients know a dependency by its key. "active" is 1 while it holds, 0 when what it waited for is
-- done, and 2 when a person has overruled it: then nothing but a person makes it hold again.
ALTER TABLE depend ADD COLUMN key TEXT;
UPDATE depend SET key =
  lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
    || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6)));
CREATE UNIQUE INDEX depend_key ON depend (key);

ALTER TABLE job ADD COLUMN min_gpus INTEGER NOT NULL DEFAULT 0;
-- Null: no bound.
ALTER TABLE job ADD COLUMN max_gpus INTEGER;

CREATE TABLE job_subscriber (
  job INTEGER NOT NULL REFERENCES job (id),
  address TEXT NOT NULL,
  PRIMARY KEY (job, address)
) WITHOUT ROWID;

-- What people leave on a job or on a host.
CREATE TABLE comment (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  job INTEGER REFERENCES job (id),
  host INTEGER REFERENCES host (id),
  at INTEGER NOT NULL,
  user TEXT NOT NULL,
  subject TEXT NOT NULL,
  message TEXT NOT NULL,
  CHECK ((job IS NULL) <> (host IS NULL))
);

CREATE INDEX comment_job ON comment (job) WHERE job IS NOT NULL;
CREATE INDEX comment_host ON comment (host) WHERE host IS NOT NULL;

-- Of a group: null is "not set", and of a maximum "no bound".
ALTER TABLE job_group ADD COLUMN default_min_gpus INTEGER;
ALTER TABLE job_group ADD COLUMN default_max_gpus INTEGER;
ALTER TABLE job_group ADD COLUMN min_gpus INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job_group ADD COLUMN max_gpus INTEGER;

-- UP, REPAIR or REBOOT_WHEN_IDLE, as people set it.
ALTER TABLE host ADD COLUMN hardware_state TEXT NOT NULL DEFAULT 'UP';
ALTER TABLE host ADD COLUMN thread_mode TEXT NOT NULL DEFAULT 'AUTO';
-- Null: what the machine says.
ALTER TABLE host ADD COLUMN os TEXT;

CREATE TABLE host_tag (
  host INTEGER NOT NULL REFERENCES host (id),
  tag TEXT NOT NULL,
  PRIMARY KEY (host, tag)
) WITHOUT ROWID;
