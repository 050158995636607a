-- What a proc holds of the host's GPUs, beside its cores and its memory.
ALTER TABLE proc ADD COLUMN gpus INTEGER NOT NULL DEFAULT 0;

-- The scheduler keeps the queue in memory, so that nothing walks this any more.
DROP INDEX job_queue;
