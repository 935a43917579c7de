-- Who is the same person as whom, as somebody said at a time. Of several rows about one `from_id` the first known
-- counts; whoever reads takes it by argMin(..., (received_at, to_id)) (docs/people.md).
CREATE TABLE IF NOT EXISTS merges (
  entity       LowCardinality(String),
  from_id      String,
  to_id        String,
  occurred_at  DateTime64(3, 'UTC'),
  received_at  DateTime64(3, 'UTC'),
  -- By the engine's clock: processes that look for what is new look by this.
  recorded_at  DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC'),
  source       LowCardinality(String),
  -- identify, alias, both (an event that had both ids).
  how          LowCardinality(String)
)
ENGINE = ReplacingMergeTree
ORDER BY (entity, from_id, to_id, received_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- The salt of the hashes by which people are known who must not be known. The first row counts.
CREATE TABLE IF NOT EXISTS person_salts (
  salt         String,
  created_at   DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY created_at
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Who must not be taken in: hashes, never ids. The newest row of a hash is its state.
CREATE TABLE IF NOT EXISTS suppressions (
  entity         LowCardinality(String),
  -- Hex of SHA-256 of salt, entity and id.
  person         String,
  suppressed     Bool,
  -- The person of whom this is another id; the same as `person` for the id that was named.
  because_of     String,
  regulation_id  String,
  changed_at     DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(changed_at)
ORDER BY (entity, person)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- What was ordered about people, and how far it is; the newest row of an id is its state.
CREATE TABLE IF NOT EXISTS regulations (
  id           String,
  -- SUPPRESS, UNSUPPRESS, SUPPRESS_WITH_DELETE, DELETE_ONLY.
  type         LowCardinality(String),
  entity       LowCardinality(String),
  -- How many ids were named.
  subjects     UInt32,
  -- INITIALIZED, RUNNING, FINISHED, FAILED.
  status       LowCardinality(String),
  owner        LowCardinality(String),
  -- What was removed and what was found, as JSON (src/events/people/regulation.ts).
  report       String,
  created_at   DateTime64(3, 'UTC'),
  changed_at   DateTime64(3, 'UTC'),
  finished_at  Nullable(DateTime64(3, 'UTC')),
  version      UInt64
)
ENGINE = ReplacingMergeTree(version)
ORDER BY id
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- The ids of a regulation for as long as it runs; its partition goes when it has ended.
CREATE TABLE IF NOT EXISTS regulation_subjects (
  regulation_id  String,
  id             String,
  -- The id that was named and of which this is another; the same as `id` for the id that was named.
  named          String
)
ENGINE = ReplacingMergeTree
PARTITION BY regulation_id
ORDER BY (id, named)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Files that scores were written to, so that a person can be taken out of them. The newest row of a file counts.
CREATE TABLE IF NOT EXISTS exports (
  -- Relative to the project where it lies within.
  file         String,
  format       LowCardinality(String),
  prediction   LowCardinality(String),
  run_id       String,
  -- Size and change as they were when it was written: a file that differs is somebody else's by now.
  bytes        UInt64,
  modified     Float64,
  written_at   DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (file, written_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;
