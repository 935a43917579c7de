-- Keys of the server. A change is a row with the next revision; the newest row of an id counts, and a key that any
-- row calls revoked is revoked. Of the secret there is only a hash: whoever reads this table can use no key.
CREATE TABLE IF NOT EXISTS keys (
  id              String,
  name            String,
  scope           LowCardinality(String),
  -- What events of an ingest key are stored under; empty for none.
  source          String,
  -- SHA-256 in hexadecimal digits.
  hash            FixedString(64),
  -- Of the secret before the last rotation, good until the time beside it.
  previous_hash   String,
  previous_until  DateTime64(3, 'UTC'),
  revoked         UInt8,
  revision        UInt32,
  created_at      DateTime64(3, 'UTC'),
  changed_at      DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY (id, revision, changed_at)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- On which days a key was used.
CREATE TABLE IF NOT EXISTS key_days (
  id   String,
  day  Date
)
ENGINE = ReplacingMergeTree
ORDER BY (id, day)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;
