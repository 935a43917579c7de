-- Answers as they were given, for watching over models: how scores and inputs move, and whether the features of an
-- answer are those that training would compute for the same moment. Remembered answers given again are not repeated.
CREATE TABLE IF NOT EXISTS prediction_log (
  at            DateTime64(3, 'UTC'),
  prediction    LowCardinality(String),
  version       LowCardinality(String),
  -- Both empty when somebody was described by features.
  entity        LowCardinality(String),
  entity_id     String,
  -- As of when features were computed; NULL for tables and for who was described.
  anchor        Nullable(DateTime64(3, 'UTC')),
  -- The calibrated probability, or the amount.
  outcome       Float64,
  level         LowCardinality(String),
  in_population UInt8,
  -- How it was asked for: `online` or `batch`.
  source        LowCardinality(String),
  -- What was sent of one who was described, as JSON; otherwise empty.
  features      String CODEC(ZSTD(1))
)
ENGINE = MergeTree
PARTITION BY toYYYYMM(at)
ORDER BY (prediction, at, entity_id)
TTL toDateTime(at) + INTERVAL 90 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;
