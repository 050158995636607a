-- Groups of jobs, owners of hosts and their deeds. Cores are hundredths; null is "not set", and of
-- a maximum "no bound".

CREATE TABLE job_group (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  show INTEGER NOT NULL REFERENCES show (id),
  -- Null for the one root group of a show, which has the show's name.
  parent INTEGER REFERENCES job_group (id),
  level INTEGER NOT NULL,
  name TEXT NOT NULL,
  department TEXT NOT NULL DEFAULT '',
  default_priority INTEGER,
  default_min_cores INTEGER,
  default_max_cores INTEGER,
  min_cores INTEGER NOT NULL DEFAULT 0,
  max_cores INTEGER,
  UNIQUE (show, name)
);

CREATE UNIQUE INDEX job_group_root ON job_group (show) WHERE parent IS NULL;
CREATE INDEX job_group_parent ON job_group (parent);

-- A show has its root group from the start, whatever statement makes the show.
CREATE TRIGGER show_arrives AFTER INSERT ON show
BEGIN
  INSERT INTO job_group (key, show, level, name) VALUES (
    lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
      || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))),
    NEW.id, 0, NEW.name);
END;

INSERT INTO job_group (key, show, level, name)
SELECT
  lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
    || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))),
  id, 0, name
FROM show;

-- Never null once this script is through; SQLite adds no other kind of reference.
ALTER TABLE job ADD COLUMN job_group INTEGER REFERENCES job_group (id);
UPDATE job SET job_group =
  (SELECT g.id FROM job_group g WHERE g.show = job.show AND g.parent IS NULL);

CREATE INDEX job_of_group ON job (job_group, stopped_at);
-- What the scheduler adds up to keep to the maximum of a group and of an owner.
CREATE INDEX job_group_running ON job (job_group) WHERE running > 0;
CREATE INDEX job_user_running ON job (user) WHERE running > 0;

CREATE TABLE owner (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  show INTEGER NOT NULL REFERENCES show (id),
  min_cores INTEGER NOT NULL DEFAULT 0,
  max_cores INTEGER,
  min_gpus INTEGER NOT NULL DEFAULT 0,
  max_gpus INTEGER
);

CREATE TABLE deed (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  host INTEGER NOT NULL UNIQUE REFERENCES host (id),
  owner INTEGER NOT NULL REFERENCES owner (id)
);

CREATE INDEX deed_owner ON deed (owner);

ALTER TABLE proc ADD COLUMN unbooked INTEGER NOT NULL DEFAULT 0;
