-- What jobs are read by, page by page; the names have an index already.
CREATE INDEX job_started ON job (started_at, id);
CREATE INDEX job_show_order ON job (show, priority DESC, started_at, id);
