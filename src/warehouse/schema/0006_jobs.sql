-- Work that takes long: what was asked for, written once. Whom it is about stands in batch_people, so that a
-- person can be taken out of it.
CREATE TABLE IF NOT EXISTS jobs (
  id               String,
  kind             LowCardinality(String),
  owner            String,
  -- JSON; ids and names.
  input            String CODEC(ZSTD(1)),
  -- W3C traceparent of the request; empty without one.
  trace            String,
  created_at       DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- How jobs stand: the row of the highest version. A job that has ended has a higher one than any that runs, and
-- the first end a higher one than later ones (jobs/queue/standing.ts). Read with FINAL.
CREATE TABLE IF NOT EXISTS job_states (
  id           String,
  version      UInt64,
  state        LowCardinality(String),
  attempts     UInt16,
  done         UInt64,
  total        Nullable(UInt64),
  unit         String,
  step         String,
  -- Who sees to it that the job is done: the host's name and a process of it.
  worker       String,
  -- JSON; empty until there is one.
  result       String,
  error        String,
  started_at   Nullable(DateTime64(3, 'UTC')),
  finished_at  Nullable(DateTime64(3, 'UTC')),
  expires_at   Nullable(DateTime64(3, 'UTC')),
  changed_at   DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(version)
ORDER BY id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- The parts that a job is done in, in any order, by any process; 1 when it is done.
CREATE TABLE IF NOT EXISTS job_parts (
  job_id       String,
  part         UInt32,
  -- JSON
  input        String,
  rows         UInt64,
  done         UInt8
)
ENGINE = ReplacingMergeTree(done)
ORDER BY (job_id, part)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Whom a batch was asked for, where that is not the whole population.
CREATE TABLE IF NOT EXISTS batch_people (
  job_id       String,
  entity_id    String,
  expires_at   DateTime('UTC')
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(expires_at)
ORDER BY (job_id, entity_id)
TTL expires_at
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- What batches came to; apart from scores, of which the newest run is what percentiles are taken of. A part that is
-- done twice has the same keys and collapses: read with FINAL.
CREATE TABLE IF NOT EXISTS batch_results (
  job_id         String,
  entity_id      String,
  -- Calibrated, in [0, 1]; NULL for amounts.
  probability    Nullable(Float64),
  value          Nullable(Float64),
  percentile     Float64,
  level          LowCardinality(String),
  low            Nullable(Float64),
  high           Nullable(Float64),
  expected_at    Nullable(DateTime64(3, 'UTC')),
  in_population  UInt8,
  base           Float64,
  -- As JSON (predictions/prediction.ts, Factor); empty where reasons were not asked for.
  factors        String CODEC(ZSTD(1)),
  -- The day after nobody can fetch it any more, by when it is gone even if nothing deletes it.
  expires_at     DateTime('UTC')
)
ENGINE = ReplacingMergeTree
PARTITION BY toYYYYMMDD(expires_at)
ORDER BY (job_id, entity_id)
TTL expires_at
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;
