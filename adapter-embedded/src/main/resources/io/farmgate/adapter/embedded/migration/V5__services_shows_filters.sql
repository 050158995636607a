-- Services with a show's own versions of them, what else people set for a show, and the filters
-- that a show has for jobs that come. Cores are hundredths, memory is bytes.

CREATE TABLE service (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  -- Null: for all shows that have no row of their own of that name.
  show INTEGER REFERENCES show (id),
  name TEXT NOT NULL,
  threadable INTEGER NOT NULL,
  min_cores INTEGER NOT NULL,
  -- 0: no bound.
  max_cores INTEGER NOT NULL,
  memory INTEGER NOT NULL,
  min_gpus INTEGER NOT NULL,
  -- 0: no bound.
  max_gpus INTEGER NOT NULL,
  gpu_memory INTEGER NOT NULL,
  -- Names, one a line.
  tags TEXT NOT NULL,
  timeout_seconds INTEGER,
  log_timeout_seconds INTEGER,
  memory_increase INTEGER NOT NULL
);

CREATE UNIQUE INDEX service_shared ON service (name) WHERE show IS NULL;
CREATE UNIQUE INDEX service_override ON service (show, name) WHERE show IS NOT NULL;

-- What counts for layers that name no service that is there. It carries no tag: on a farm of one
-- machine that would only keep work from running when the machine's tag is changed. 256 MB lets
-- small frames fill a workstation; OpenCue's 3.2 GB suits machines that render one big frame each.
INSERT INTO service (key, name, threadable, min_cores, max_cores, memory, min_gpus, max_gpus,
  gpu_memory, tags, memory_increase)
VALUES (
  lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
    || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))),
  'default', 0, 100, 0, 268435456, 0, 0, 0, '', 0);

-- What a new job of the show may use; a maximum of 0 is no bound.
ALTER TABLE show ADD COLUMN default_min_gpus INTEGER NOT NULL DEFAULT 0;
ALTER TABLE show ADD COLUMN default_max_gpus INTEGER NOT NULL DEFAULT 0;

-- What the show has had in all its time, finished jobs too; kept by the triggers below.
ALTER TABLE show ADD COLUMN created_jobs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE show ADD COLUMN created_frames INTEGER NOT NULL DEFAULT 0;
-- How often a frame ended well, and how often one died.
ALTER TABLE show ADD COLUMN rendered_frames INTEGER NOT NULL DEFAULT 0;
ALTER TABLE show ADD COLUMN failed_frames INTEGER NOT NULL DEFAULT 0;

UPDATE show SET
  created_jobs = (SELECT count(*) FROM job WHERE job.show = show.id),
  created_frames = (SELECT coalesce(
      sum(waiting + depend + running + succeeded + dead + eaten + checkpoint), 0)
    FROM job WHERE job.show = show.id),
  rendered_frames = (SELECT coalesce(sum(succeeded), 0) FROM job WHERE job.show = show.id),
  failed_frames = (SELECT coalesce(sum(dead), 0) FROM job WHERE job.show = show.id);

CREATE TRIGGER show_gains_job AFTER INSERT ON job
BEGIN
  UPDATE show SET created_jobs = created_jobs + 1 WHERE id = NEW.show;
END;

CREATE TRIGGER show_gains_frames AFTER INSERT ON layer
BEGIN
  UPDATE show SET created_frames = created_frames + NEW.waiting
  WHERE id = (SELECT show FROM job WHERE id = NEW.job);
END;

CREATE TRIGGER show_counts_ends AFTER UPDATE OF succeeded, dead ON job
WHEN NEW.succeeded > OLD.succeeded OR NEW.dead > OLD.dead
BEGIN
  UPDATE show SET
    rendered_frames = rendered_frames + max(0, NEW.succeeded - OLD.succeeded),
    failed_frames = failed_frames + max(0, NEW.dead - OLD.dead)
  WHERE id = NEW.show;
END;

CREATE TABLE filter (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  show INTEGER NOT NULL REFERENCES show (id),
  name TEXT NOT NULL,
  -- ANY or ALL of the matchers must agree.
  quorum TEXT NOT NULL,
  -- Its place among the show's filters: 1, 2, 3 and so on without gaps; lower goes first.
  place INTEGER NOT NULL,
  enabled INTEGER NOT NULL DEFAULT 1,
  UNIQUE (show, name)
);

CREATE INDEX filter_place ON filter (show, place);

CREATE TABLE matcher (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  filter INTEGER NOT NULL REFERENCES filter (id),
  -- Names of the domain's MatchRule.Subject and MatchRule.Kind.
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  input TEXT NOT NULL
);

CREATE INDEX matcher_filter ON matcher (filter);

CREATE TABLE action (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  filter INTEGER NOT NULL REFERENCES filter (id),
  -- What it does; which of the values counts follows from it.
  kind TEXT NOT NULL,
  -- Cores in hundredths, memory in bytes, flags as 0 and 1.
  number INTEGER,
  -- Of which type the layers are that it changes.
  layers TEXT,
  -- One a line.
  tags TEXT,
  job_group INTEGER REFERENCES job_group (id)
);

CREATE INDEX action_filter ON action (filter);
CREATE INDEX action_group ON action (job_group) WHERE job_group IS NOT NULL;
