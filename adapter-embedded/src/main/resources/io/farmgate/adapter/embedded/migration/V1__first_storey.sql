-- The single-machine farm. Times are milliseconds since 1970, cores are hundredths, memory is
-- bytes. A "key" is the id that clients see; the number beside it never leaves this database.

CREATE TABLE show (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  active INTEGER NOT NULL DEFAULT 1,
  default_min_cores INTEGER NOT NULL,
  default_max_cores INTEGER NOT NULL,
  booking_enabled INTEGER NOT NULL DEFAULT 1,
  dispatch_enabled INTEGER NOT NULL DEFAULT 1,
  comment_email TEXT NOT NULL DEFAULT ''
);

CREATE TABLE host (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  lock_state TEXT NOT NULL DEFAULT 'OPEN'
);

CREATE TABLE job (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  show INTEGER NOT NULL REFERENCES show (id),
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  shot TEXT NOT NULL,
  user TEXT NOT NULL,
  uid INTEGER,
  email TEXT NOT NULL,
  facility TEXT NOT NULL,
  os TEXT NOT NULL,
  priority INTEGER NOT NULL,
  min_cores INTEGER NOT NULL,
  max_cores INTEGER NOT NULL,
  paused INTEGER NOT NULL,
  killed INTEGER NOT NULL DEFAULT 0,
  auto_eat INTEGER NOT NULL,
  max_retries INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  stopped_at INTEGER,
  log_directory TEXT NOT NULL,
  layers INTEGER NOT NULL DEFAULT 0,
  waiting INTEGER NOT NULL DEFAULT 0,
  depend INTEGER NOT NULL DEFAULT 0,
  running INTEGER NOT NULL DEFAULT 0,
  succeeded INTEGER NOT NULL DEFAULT 0,
  dead INTEGER NOT NULL DEFAULT 0,
  eaten INTEGER NOT NULL DEFAULT 0,
  checkpoint INTEGER NOT NULL DEFAULT 0
);

-- A name is taken as long as its job is not finished.
CREATE UNIQUE INDEX job_unfinished_name ON job (name) WHERE stopped_at IS NULL;
CREATE INDEX job_name ON job (name, id);
CREATE INDEX job_show ON job (show, stopped_at);
CREATE INDEX job_order ON job (priority DESC, started_at, id);
-- What the scheduler walks: jobs that have something to book, in booking order.
CREATE INDEX job_queue ON job (priority DESC, started_at, id)
  WHERE waiting > 0 AND paused = 0 AND stopped_at IS NULL;

CREATE TABLE job_environment (
  job INTEGER NOT NULL REFERENCES job (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (job, name)
) WITHOUT ROWID;

CREATE TABLE layer (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  job INTEGER NOT NULL REFERENCES job (id),
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  range TEXT NOT NULL,
  chunk INTEGER NOT NULL,
  command TEXT NOT NULL,
  min_cores INTEGER NOT NULL,
  max_cores INTEGER NOT NULL,
  threadable INTEGER NOT NULL,
  memory INTEGER NOT NULL,
  gpus INTEGER NOT NULL,
  gpu_memory INTEGER NOT NULL,
  -- Lists of names, one a line.
  tags TEXT NOT NULL,
  services TEXT NOT NULL,
  limits TEXT NOT NULL,
  timeout_seconds INTEGER,
  log_timeout_seconds INTEGER,
  dispatch_order INTEGER NOT NULL,
  -- The frames of a layer have consecutive ids from here, in the order of its range.
  first_frame INTEGER NOT NULL,
  waiting INTEGER NOT NULL,
  depend INTEGER NOT NULL DEFAULT 0,
  running INTEGER NOT NULL DEFAULT 0,
  succeeded INTEGER NOT NULL DEFAULT 0,
  dead INTEGER NOT NULL DEFAULT 0,
  eaten INTEGER NOT NULL DEFAULT 0,
  checkpoint INTEGER NOT NULL DEFAULT 0,
  UNIQUE (job, name),
  UNIQUE (job, dispatch_order)
);

CREATE TABLE layer_environment (
  layer INTEGER NOT NULL REFERENCES layer (id),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (layer, name)
) WITHOUT ROWID;

CREATE TABLE frame (
  id INTEGER PRIMARY KEY,
  layer INTEGER NOT NULL REFERENCES layer (id),
  -- Place in the layer, from 0; what the scheduler goes by.
  dispatch_order INTEGER NOT NULL,
  -- The first number of the chunk that the frame stands for.
  number INTEGER NOT NULL,
  state TEXT NOT NULL,
  -- Unsatisfied dependencies that hold the frame back.
  holds INTEGER NOT NULL DEFAULT 0,
  retries INTEGER NOT NULL DEFAULT 0,
  exit_status INTEGER NOT NULL DEFAULT -1,
  exit_signal INTEGER NOT NULL DEFAULT 0,
  started_at INTEGER,
  stopped_at INTEGER,
  max_rss INTEGER NOT NULL DEFAULT 0,
  last_cores INTEGER NOT NULL DEFAULT 0,
  core_millis INTEGER NOT NULL DEFAULT 0,
  host INTEGER REFERENCES host (id),
  UNIQUE (layer, dispatch_order)
);

CREATE INDEX frame_waiting ON frame (layer, dispatch_order) WHERE state = 'WAITING';

CREATE TABLE proc (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  frame INTEGER NOT NULL UNIQUE REFERENCES frame (id),
  layer INTEGER NOT NULL REFERENCES layer (id),
  job INTEGER NOT NULL REFERENCES job (id),
  host INTEGER NOT NULL REFERENCES host (id),
  cores INTEGER NOT NULL,
  memory INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  log_path TEXT NOT NULL,
  -- Which process it is: the boot that it belongs to, its pid, and its start in clock ticks.
  boot_id TEXT NOT NULL,
  pid INTEGER,
  pid_started INTEGER,
  -- What becomes of the frame when the process is gone; null: what its exit status says.
  fate TEXT
);

CREATE INDEX proc_job ON proc (job);

CREATE TABLE depend (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  any_frame INTEGER NOT NULL,
  active INTEGER NOT NULL,
  dependent_job INTEGER NOT NULL REFERENCES job (id),
  dependent_layer INTEGER REFERENCES layer (id),
  dependent_frame INTEGER REFERENCES frame (id),
  target_job INTEGER NOT NULL REFERENCES job (id),
  target_layer INTEGER REFERENCES layer (id),
  target_frame INTEGER REFERENCES frame (id)
);

CREATE INDEX depend_dependent ON depend (dependent_job);
CREATE INDEX depend_target ON depend (target_job, active);

-- The single frames that a frame-by-frame dependency ties together.
CREATE TABLE frame_depend (
  target INTEGER NOT NULL REFERENCES frame (id),
  dependent INTEGER NOT NULL REFERENCES frame (id),
  depend INTEGER NOT NULL REFERENCES depend (id),
  active INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (target, dependent, depend)
) WITHOUT ROWID;

CREATE INDEX frame_depend_dependent ON frame_depend (dependent);
CREATE INDEX frame_depend_active ON frame_depend (depend) WHERE active = 1;

-- Who ended what, and why.
CREATE TABLE intervention (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  job INTEGER NOT NULL REFERENCES job (id),
  frames INTEGER NOT NULL,
  user TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  reason TEXT NOT NULL
);

CREATE INDEX intervention_job ON intervention (job);

-- The counts follow the frames in the same transaction, whatever statement moves a frame.
CREATE TRIGGER frame_moves AFTER UPDATE OF state ON frame WHEN OLD.state <> NEW.state
BEGIN
  UPDATE layer SET
    waiting = waiting + (NEW.state = 'WAITING') - (OLD.state = 'WAITING'),
    depend = depend + (NEW.state = 'DEPEND') - (OLD.state = 'DEPEND'),
    running = running + (NEW.state IN ('RUNNING', 'SETUP')) - (OLD.state IN ('RUNNING', 'SETUP')),
    succeeded = succeeded + (NEW.state = 'SUCCEEDED') - (OLD.state = 'SUCCEEDED'),
    dead = dead + (NEW.state = 'DEAD') - (OLD.state = 'DEAD'),
    eaten = eaten + (NEW.state = 'EATEN') - (OLD.state = 'EATEN'),
    checkpoint = checkpoint + (NEW.state = 'CHECKPOINT') - (OLD.state = 'CHECKPOINT')
  WHERE id = NEW.layer;
END;

CREATE TRIGGER layer_moves
AFTER UPDATE OF waiting, depend, running, succeeded, dead, eaten, checkpoint ON layer
BEGIN
  UPDATE job SET
    waiting = waiting + NEW.waiting - OLD.waiting,
    depend = depend + NEW.depend - OLD.depend,
    running = running + NEW.running - OLD.running,
    succeeded = succeeded + NEW.succeeded - OLD.succeeded,
    dead = dead + NEW.dead - OLD.dead,
    eaten = eaten + NEW.eaten - OLD.eaten,
    checkpoint = checkpoint + NEW.checkpoint - OLD.checkpoint
  WHERE id = NEW.job;
END;

-- A layer is inserted with all its frames waiting, before the frames themselves.
CREATE TRIGGER layer_arrives AFTER INSERT ON layer
BEGIN
  UPDATE job SET layers = layers + 1, waiting = waiting + NEW.waiting WHERE id = NEW.job;
END;
