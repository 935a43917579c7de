-- Every table stores an insert on the disk before it says so, and remembers the tokens of its last inserts, so
-- that one sent again stores nothing (docs/warehouse.md).

-- What happened. One row an event; a second copy of the same event has the same key and collapses, so an import
-- or a retry may be repeated at will. Read with FINAL (docs/warehouse.md). By year: what is read of one customer costs
-- by the number of parts (docs/decisions/0020). Formerly by month:
-- formerly 239473825814e49de30c6ff44ae93c38
CREATE TABLE IF NOT EXISTS events (
  entity       LowCardinality(String),
  entity_id    String,
  event        LowCardinality(String),
  -- When it happened, and when it became known: features use rows of which both are at or before the anchor.
  occurred_at  DateTime64(3, 'UTC'),
  received_at  DateTime64(3, 'UTC'),
  source       LowCardinality(String),
  -- Hash of (source, message id), or of the row's content and its ordinal among equal rows.
  message_id   UInt128,
  session_id   String,
  properties   JSON
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(occurred_at)
ORDER BY (entity, entity_id, occurred_at, event, message_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- What is known about an entity, as it was known over time.
CREATE TABLE IF NOT EXISTS traits (
  entity       LowCardinality(String),
  entity_id    String,
  trait        LowCardinality(String),
  occurred_at  DateTime64(3, 'UTC'),
  received_at  DateTime64(3, 'UTC'),
  source       LowCardinality(String),
  text         String,
  -- The same value as a number, where it is one.
  number       Nullable(Float64)
)
ENGINE = ReplacingMergeTree
ORDER BY (entity, entity_id, trait, occurred_at, text)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Rows that could not become events, with where they stood and why.
CREATE TABLE IF NOT EXISTS quarantine (
  source       LowCardinality(String),
  file         LowCardinality(String),
  line         UInt64,
  reason       LowCardinality(String),
  detail       String,
  record       String,
  import_id    String,
  received_at  DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree
ORDER BY (source, file, line, reason)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Files that were read, with their counts as JSON; the newest row of an id is its state.
CREATE TABLE IF NOT EXISTS imports (
  id           String,
  source       LowCardinality(String),
  file         String,
  fingerprint  String,
  state        LowCardinality(String),
  summary      String,
  changed_at   DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (source, file, changed_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Tables without time: one row a key, every value as it was written.
CREATE TABLE IF NOT EXISTS table_rows (
  source       LowCardinality(String),
  key          String,
  line         UInt64,
  values       Map(LowCardinality(String), String),
  received_at  DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(received_at)
ORDER BY (source, key)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;
