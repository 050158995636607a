-- What the runs of frames have used, added up for the layer, the job and the show in the
-- transaction that ends a run. Times are milliseconds; core and GPU times are multiplied by what
-- the run had booked. The shortest and the longest are of succeeded runs.

ALTER TABLE layer ADD COLUMN succeeded_runs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE layer ADD COLUMN failed_runs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE layer ADD COLUMN succeeded_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE layer ADD COLUMN shortest_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE layer ADD COLUMN longest_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE layer ADD COLUMN succeeded_core_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE layer ADD COLUMN failed_core_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE layer ADD COLUMN succeeded_gpu_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE layer ADD COLUMN failed_gpu_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE layer ADD COLUMN max_rss INTEGER NOT NULL DEFAULT 0;

ALTER TABLE job ADD COLUMN succeeded_runs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN failed_runs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN succeeded_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN shortest_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN longest_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN succeeded_core_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN failed_core_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN succeeded_gpu_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN failed_gpu_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job ADD COLUMN max_rss INTEGER NOT NULL DEFAULT 0;

-- A show counted frames that ended well and frames that died; now it counts runs, as OpenCue does.
DROP TRIGGER show_counts_ends;
ALTER TABLE show RENAME COLUMN rendered_frames TO succeeded_runs;
ALTER TABLE show RENAME COLUMN failed_frames TO failed_runs;
ALTER TABLE show ADD COLUMN succeeded_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE show ADD COLUMN shortest_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE show ADD COLUMN longest_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE show ADD COLUMN succeeded_core_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE show ADD COLUMN failed_core_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE show ADD COLUMN succeeded_gpu_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE show ADD COLUMN failed_gpu_millis INTEGER NOT NULL DEFAULT 0;
ALTER TABLE show ADD COLUMN max_rss INTEGER NOT NULL DEFAULT 0;

-- What is known of earlier runs: of each frame the last one, the core time of all, and how often it
-- was retried. GPUs were not written down.
UPDATE layer SET
  succeeded_runs = f.succeeded_runs,
  failed_runs = f.failed_runs,
  succeeded_millis = f.succeeded_millis,
  shortest_millis = f.shortest_millis,
  longest_millis = f.longest_millis,
  succeeded_core_millis = min(f.succeeded_core_millis, f.core_millis),
  failed_core_millis = max(0, f.core_millis - f.succeeded_core_millis),
  max_rss = f.max_rss
FROM (
  SELECT layer,
    sum(ok) AS succeeded_runs,
    sum(retries + (state = 'DEAD')) AS failed_runs,
    sum(CASE ok WHEN 1 THEN took ELSE 0 END) AS succeeded_millis,
    coalesce(min(CASE ok WHEN 1 THEN took END), 0) AS shortest_millis,
    coalesce(max(CASE ok WHEN 1 THEN took END), 0) AS longest_millis,
    sum(CASE ok WHEN 1 THEN took * last_cores / 100 ELSE 0 END) AS succeeded_core_millis,
    sum(core_millis) AS core_millis,
    max(max_rss) AS max_rss
  FROM (
    SELECT *, state = 'SUCCEEDED' AS ok, max(0, coalesce(stopped_at - started_at, 0)) AS took
    FROM frame)
  GROUP BY layer) f
WHERE f.layer = layer.id;

UPDATE job SET
  succeeded_runs = l.succeeded_runs,
  failed_runs = l.failed_runs,
  succeeded_millis = l.succeeded_millis,
  shortest_millis = l.shortest_millis,
  longest_millis = l.longest_millis,
  succeeded_core_millis = l.succeeded_core_millis,
  failed_core_millis = l.failed_core_millis,
  max_rss = l.max_rss
FROM (
  SELECT job,
    sum(succeeded_runs) AS succeeded_runs,
    sum(failed_runs) AS failed_runs,
    sum(succeeded_millis) AS succeeded_millis,
    coalesce(min(CASE WHEN succeeded_runs > 0 THEN shortest_millis END), 0) AS shortest_millis,
    max(longest_millis) AS longest_millis,
    sum(succeeded_core_millis) AS succeeded_core_millis,
    sum(failed_core_millis) AS failed_core_millis,
    max(max_rss) AS max_rss
  FROM layer GROUP BY job) l
WHERE l.job = job.id;

UPDATE show SET
  succeeded_runs = max(show.succeeded_runs, j.succeeded_runs),
  failed_runs = max(show.failed_runs, j.failed_runs),
  succeeded_millis = j.succeeded_millis,
  shortest_millis = j.shortest_millis,
  longest_millis = j.longest_millis,
  succeeded_core_millis = j.succeeded_core_millis,
  failed_core_millis = j.failed_core_millis,
  max_rss = j.max_rss
FROM (
  SELECT show,
    sum(succeeded_runs) AS succeeded_runs,
    sum(failed_runs) AS failed_runs,
    sum(succeeded_millis) AS succeeded_millis,
    coalesce(min(CASE WHEN succeeded_runs > 0 THEN shortest_millis END), 0) AS shortest_millis,
    max(longest_millis) AS longest_millis,
    sum(succeeded_core_millis) AS succeeded_core_millis,
    sum(failed_core_millis) AS failed_core_millis,
    max(max_rss) AS max_rss
  FROM job GROUP BY show) j
WHERE j.show = show.id;
