-- Live events have four clocks: `occurred_at` is when it happened, corrected where the client's clock was off;
-- `original_at` is the same as the client said it, `sent_at` when it was sent by the client's clock, `received_at`
-- when it came. What was not said is as if the client's clock were right.
ALTER TABLE events ADD COLUMN IF NOT EXISTS original_at DateTime64(3, 'UTC') DEFAULT occurred_at;
ALTER TABLE events ADD COLUMN IF NOT EXISTS sent_at DateTime64(3, 'UTC') DEFAULT received_at;

-- Times of messages that would get another time when they are sent again (docs/decisions/0014): such a message keeps
-- the one it got first.
CREATE TABLE IF NOT EXISTS live_times (
  message_id   UInt128,
  occurred_at  DateTime64(3, 'UTC'),
  received_at  DateTime64(3, 'UTC')
)
ENGINE = MergeTree
ORDER BY received_at
TTL toDateTime(received_at) + INTERVAL 3 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

-- Live messages that could not become events, and why. A message that is sent again stands here once.
CREATE TABLE IF NOT EXISTS live_quarantine (
  source       LowCardinality(String),
  message_id   UInt128,
  -- Who it is about, as far as it says so.
  user_id      String,
  anonymous_id String,
  reason       LowCardinality(String),
  detail       String,
  -- The message as JSON, at most its first 4,000 characters.
  record       String,
  received_at  DateTime64(3, 'UTC')
)
ENGINE = ReplacingMergeTree(received_at)
ORDER BY (source, message_id)
TTL toDateTime(received_at) + INTERVAL 30 DAY
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;
