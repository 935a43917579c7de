-- Events are kept by year and no longer by month: what is read of one customer costs by the number of parts, whatever
-- is in them (docs/decisions/0020). Whoever stores while this runs stores in the new table, or hears that there is none
-- for a moment; nothing that was acknowledged is left behind.
CREATE TABLE IF NOT EXISTS events_by_year (
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
  properties   JSON,
  -- The time as the client's clock had it, and when the client sent it, by the same clock.
  original_at  DateTime64(3, 'UTC') DEFAULT occurred_at,
  sent_at      DateTime64(3, 'UTC') DEFAULT received_at
)
ENGINE = ReplacingMergeTree
PARTITION BY toYear(occurred_at)
ORDER BY (entity, entity_id, occurred_at, event, message_id)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, non_replicated_deduplication_window = 1000;

RENAME TABLE events TO events_by_month;

RENAME TABLE events_by_year TO events;

-- The newest copy of an event is the one that counts, and it may have come in meanwhile: a second copy of the same
-- event has the same key and is the same event.
INSERT INTO events (entity, entity_id, event, occurred_at, received_at, source, message_id, session_id, properties, original_at, sent_at)
SELECT entity, entity_id, event, occurred_at, received_at, source, message_id, session_id, properties, original_at, sent_at
FROM events_by_month FINAL
SETTINGS do_not_merge_across_partitions_select_final = 1;

-- A year came in as many parts as there were blocks.
OPTIMIZE TABLE events FINAL;

-- Kept without rows: its name being taken is what tells a second process that events have moved.
TRUNCATE TABLE IF EXISTS events_by_month;

DROP TABLE IF EXISTS events_by_year;
