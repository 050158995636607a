-- Which boot of the machine people said its state of: after another one it is UP again, where it
-- was to be rebooted.
ALTER TABLE host ADD COLUMN state_boot TEXT;

-- Whose turn it is when the proc ends: a job's, or that of the jobs of a group.
ALTER TABLE proc ADD COLUMN redirect_job INTEGER REFERENCES job (id) ON DELETE SET NULL;
ALTER TABLE proc ADD COLUMN redirect_group INTEGER REFERENCES job_group (id) ON DELETE SET NULL;

-- Procs of that kind that have ended: the next to be booked is for the one that is named.
CREATE TABLE redirect (
  id INTEGER PRIMARY KEY,
  job INTEGER REFERENCES job (id) ON DELETE CASCADE,
  job_group INTEGER REFERENCES job_group (id) ON DELETE CASCADE,
  CHECK ((job IS NULL) <> (job_group IS NULL))
);

-- A job takes the GPUs over that its group, or else its show, gives by default; whatever statement
-- brings it there. A default of one end that crosses the job's own other end moves that one along.
CREATE TRIGGER job_arrives_with_gpus AFTER INSERT ON job
BEGIN
  UPDATE job SET
    min_gpus = CASE WHEN NEW.min_gpus > 0 THEN NEW.min_gpus ELSE (
      SELECT coalesce(g.default_min_gpus, s.default_min_gpus)
      FROM job_group g JOIN show s ON s.id = g.show WHERE g.id = NEW.job_group) END,
    max_gpus = coalesce(NEW.max_gpus, (
      SELECT coalesce(g.default_max_gpus, nullif(s.default_max_gpus, 0))
      FROM job_group g JOIN show s ON s.id = g.show WHERE g.id = NEW.job_group))
  WHERE id = NEW.id;
  UPDATE job SET min_gpus = min(min_gpus, max_gpus) WHERE id = NEW.id AND max_gpus IS NOT NULL;
END;

CREATE TRIGGER job_moves_with_gpus AFTER UPDATE OF job_group ON job
WHEN NEW.job_group <> OLD.job_group
BEGIN
  UPDATE job SET
    min_gpus = CASE WHEN g.default_min_gpus IS NOT NULL THEN g.default_min_gpus
      WHEN g.default_max_gpus IS NOT NULL THEN min(job.min_gpus, g.default_max_gpus)
      ELSE job.min_gpus END,
    max_gpus = CASE WHEN g.default_max_gpus IS NOT NULL THEN g.default_max_gpus
      WHEN job.max_gpus IS NULL THEN NULL
      ELSE max(job.max_gpus, coalesce(g.default_min_gpus, 0)) END
  FROM job_group g WHERE g.id = NEW.job_group AND job.id = NEW.id;
END;
