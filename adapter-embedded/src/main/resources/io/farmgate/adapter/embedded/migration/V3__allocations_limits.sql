-- How the farm is divided: facilities, allocations of hosts, what shows may use of these, and how
-- many frames of a kind may run. Cores are hundredths.

CREATE TABLE facility (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  -- What job.facility says too; a renaming changes both.
  name TEXT NOT NULL UNIQUE
);

CREATE TABLE allocation (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  facility INTEGER NOT NULL REFERENCES facility (id),
  -- Without the facility; people know it as facility.name.
  name TEXT NOT NULL,
  -- What its hosts carry, beside what else they carry.
  tag TEXT NOT NULL,
  billable INTEGER NOT NULL DEFAULT 1,
  -- 1 for the one that new hosts come into; 0 for the others.
  standard INTEGER NOT NULL DEFAULT 0,
  UNIQUE (facility, name)
);

CREATE UNIQUE INDEX allocation_standard ON allocation (standard) WHERE standard = 1;

-- A show runs nothing in an allocation to which it has no row here.
CREATE TABLE subscription (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  show INTEGER NOT NULL REFERENCES show (id),
  allocation INTEGER NOT NULL REFERENCES allocation (id),
  -- What the show can count on while others wait too.
  size INTEGER NOT NULL,
  -- What the procs of its jobs on the allocation's hosts may hold together; 0 stops it there.
  burst INTEGER NOT NULL,
  UNIQUE (show, allocation)
);

CREATE INDEX subscription_allocation ON subscription (allocation);

INSERT INTO facility (id, key, name) VALUES (
  1,
  lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
    || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))),
  'local');

INSERT INTO allocation (id, key, facility, name, tag, standard) VALUES (
  1,
  lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
    || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))),
  1, 'general', 'general', 1);

-- Facilities that jobs were sent to before there was a table of them.
INSERT INTO facility (key, name)
SELECT
  lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
    || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))),
  facility
FROM (SELECT DISTINCT facility FROM job WHERE facility <> 'local');

-- Never null once this script is through; SQLite adds no other kind of reference.
ALTER TABLE host ADD COLUMN allocation INTEGER REFERENCES allocation (id);
UPDATE host SET allocation = 1;

CREATE INDEX host_allocation ON host (allocation);

-- A host comes into the standard allocation, whatever statement makes the host.
CREATE TRIGGER host_arrives AFTER INSERT ON host WHEN NEW.allocation IS NULL
BEGIN
  UPDATE host SET allocation = (SELECT id FROM allocation WHERE standard = 1) WHERE id = NEW.id;
END;

-- A show may use all of the standard allocation from the start, and no show is promised more than
-- another: 100,000 cores is what one job may ask for at most.
CREATE TRIGGER show_subscribes AFTER INSERT ON show
BEGIN
  INSERT INTO subscription (key, show, allocation, size, burst)
  SELECT
    lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
      || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))),
    NEW.id, id, 0, 10000000
  FROM allocation WHERE standard = 1;
END;

INSERT INTO subscription (key, show, allocation, size, burst)
SELECT
  lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-' || hex(randomblob(2))
    || '-' || hex(randomblob(2)) || '-' || hex(randomblob(6))),
  id, 1, 0, 10000000
FROM show;

CREATE TABLE farm_limit (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE,
  -- Frames that may run at once; 0 stops the layers under the limit.
  max_running INTEGER NOT NULL,
  -- Frames under it that run now; kept by the triggers below.
  running INTEGER NOT NULL DEFAULT 0
);

-- Which limits hold for which layer. It stands in place of the names in layer.limits, which until
-- now named nothing that was there.
CREATE TABLE layer_limit (
  layer INTEGER NOT NULL REFERENCES layer (id),
  farm_limit INTEGER NOT NULL REFERENCES farm_limit (id),
  PRIMARY KEY (layer, farm_limit)
) WITHOUT ROWID;

CREATE INDEX layer_limit_limit ON layer_limit (farm_limit);

ALTER TABLE layer DROP COLUMN limits;

CREATE TRIGGER limit_counts AFTER UPDATE OF running ON layer WHEN OLD.running <> NEW.running
BEGIN
  UPDATE farm_limit SET running = running + NEW.running - OLD.running
  WHERE id IN (SELECT farm_limit FROM layer_limit WHERE layer = NEW.id);
END;

CREATE TRIGGER limit_gains_layer AFTER INSERT ON layer_limit
BEGIN
  UPDATE farm_limit SET running = running + (SELECT running FROM layer WHERE id = NEW.layer)
  WHERE id = NEW.farm_limit;
END;

CREATE TRIGGER limit_loses_layer AFTER DELETE ON layer_limit
BEGIN
  UPDATE farm_limit SET running = running - (SELECT running FROM layer WHERE id = OLD.layer)
  WHERE id = OLD.farm_limit;
END;
