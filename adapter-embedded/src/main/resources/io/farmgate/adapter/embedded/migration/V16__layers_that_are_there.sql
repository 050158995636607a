-- 1: the farm lowers what the layer's procs reserve to what its frames have used.
ALTER TABLE layer ADD COLUMN memory_optimizer INTEGER NOT NULL DEFAULT 0;

-- Paths in the order in which they were told: 1, 2, 3 and so on.
ALTER TABLE layer_output ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
