-- Model versions: written once, never changed. `artifact` is everything that predicts and explains, `card`
-- everything that is known of it, both JSON text and never code.
CREATE TABLE IF NOT EXISTS models (
  prediction   LowCardinality(String),
  version      String,
  task         LowCardinality(String),
  card         String CODEC(ZSTD(3)),
  artifact     String CODEC(ZSTD(3)),
  created_at   DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(created_at)
ORDER BY (prediction, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Which version answers: the newest row of a prediction. Nothing is ever taken back, only followed by another row.
CREATE TABLE IF NOT EXISTS champions (
  prediction   LowCardinality(String),
  version      String,
  reason       String,
  changed_at   DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (prediction, changed_at, version)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Scores of everyone in a population at one time. A run is visible once its row stands in score_runs.
CREATE TABLE IF NOT EXISTS scores (
  prediction   LowCardinality(String),
  run_id       String,
  version      LowCardinality(String),
  anchor       Nullable(DateTime64(3, 'UTC')),
  entity_id    String,
  -- Calibrated, in [0, 1]; NULL for amounts.
  probability  Nullable(Float64),
  -- The amount; NULL for probabilities.
  value        Nullable(Float64),
  -- Share of the run, 0 to 100, that scores lower.
  percentile   Float64,
  level        LowCardinality(String),
  low          Nullable(Float64),
  high         Nullable(Float64),
  expected_at  Nullable(DateTime64(3, 'UTC')),
  -- What is predicted of someone of whom nothing is known.
  base         Float64,
  -- The most important reasons as JSON (see predictions/prediction.ts, Factor).
  factors      String CODEC(ZSTD(1)),
  scored_at    DateTime64(3, 'UTC')
)
ENGINE = MergeTree
PARTITION BY prediction
ORDER BY (prediction, run_id, entity_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Scores on their way: percentiles need all of a run, memory must not.
CREATE TABLE IF NOT EXISTS scores_arriving (
  run_id       String,
  entity_id    String,
  probability  Nullable(Float64),
  value        Nullable(Float64),
  level        LowCardinality(String),
  low          Nullable(Float64),
  high         Nullable(Float64),
  expected_at  Nullable(DateTime64(3, 'UTC')),
  base         Float64,
  factors      String CODEC(ZSTD(1)),
  arrived_at   DateTime64(3, 'UTC')
)
ENGINE = MergeTree
PARTITION BY run_id
ORDER BY (run_id, entity_id)
SETTINGS non_replicated_deduplication_window = 1000;

CREATE TABLE IF NOT EXISTS score_runs (
  prediction   LowCardinality(String),
  run_id       String,
  version      String,
  anchor       Nullable(DateTime64(3, 'UTC')),
  rows         UInt64,
  scored_at    DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (prediction, scored_at, run_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;
