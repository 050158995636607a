-- What departments promise to shots, what people lend of a host, and other names of shows. Cores
-- are hundredths, memory is bytes.

CREATE TABLE department_name (
  name TEXT PRIMARY KEY
) WITHOUT ROWID;

-- What a show has of a department: it is there from the moment on that one of its groups has it.
CREATE TABLE department (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  show INTEGER NOT NULL REFERENCES show (id),
  name TEXT NOT NULL REFERENCES department_name (name),
  -- 1: its tasks divide the managed cores among themselves.
  managed INTEGER NOT NULL DEFAULT 0,
  managed_as TEXT NOT NULL DEFAULT '',
  managed_cores INTEGER NOT NULL DEFAULT 0,
  UNIQUE (show, name)
);

CREATE INDEX department_of_name ON department (name);

CREATE TABLE task (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  department INTEGER NOT NULL REFERENCES department (id),
  shot TEXT NOT NULL,
  -- What it promises, or in a managed department the ratio in which it has of the managed cores.
  min_cores INTEGER NOT NULL,
  -- What a person has added to its part of the managed cores, or below zero taken away.
  adjustment INTEGER NOT NULL DEFAULT 0,
  UNIQUE (department, shot)
);

-- Whatever statement gives a group its department.
CREATE TRIGGER group_gets_department AFTER UPDATE OF department ON job_group
WHEN NEW.department <> ''
BEGIN
  INSERT INTO department_name (name) SELECT NEW.department
  WHERE NOT EXISTS (SELECT 1 FROM department_name WHERE name = NEW.department);
  INSERT INTO department (key, show, name)
  SELECT
    lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
      || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))),
    NEW.show, NEW.department
  WHERE NOT EXISTS (
    SELECT 1 FROM department WHERE show = NEW.show AND name = NEW.department);
END;

UPDATE job_group SET department = department WHERE department <> '';

-- A part of a host that a person lends to a job, a layer or a frame. An id never comes again: procs
-- that run on when a part is taken back count for no other.
CREATE TABLE lending (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  host INTEGER NOT NULL REFERENCES host (id),
  job INTEGER NOT NULL REFERENCES job (id),
  layer INTEGER REFERENCES layer (id),
  frame INTEGER REFERENCES frame (id),
  -- What each proc gets.
  proc_cores INTEGER NOT NULL,
  -- What they hold together at most.
  max_cores INTEGER NOT NULL,
  max_memory INTEGER NOT NULL,
  max_gpus INTEGER NOT NULL,
  max_gpu_memory INTEGER NOT NULL,
  UNIQUE (host, job)
);

CREATE INDEX lending_job ON lending (job);

-- Of which part of the host it was booked, also when that has been taken back; null: of the farm's.
ALTER TABLE proc ADD COLUMN lending INTEGER;

CREATE TRIGGER lending_ends_with_job AFTER UPDATE OF stopped_at ON job
WHEN NEW.stopped_at IS NOT NULL
BEGIN
  DELETE FROM lending WHERE job = NEW.id;
END;

-- Who has a host no longer lends nothing of it any more.
CREATE TRIGGER lending_ends_with_deed AFTER DELETE ON deed
BEGIN
  DELETE FROM lending WHERE host = OLD.host;
END;

-- What a show is known as beside its name.
CREATE TABLE show_alias (
  name TEXT PRIMARY KEY,
  show INTEGER NOT NULL REFERENCES show (id)
) WITHOUT ROWID;
