-- entity = "customer"
-- anchor = 1748736000000
-- since_7d = 1748131200000
WITH
happened AS (
  SELECT
    entity_id,
    arraySort(groupArrayIf(at, event = 'login')) AS `s1_login`
  FROM (
    SELECT
      entity_id,
      event,
      toUnixTimestamp64Milli(occurred_at) AS at
    FROM events FINAL
    WHERE entity = {entity:String}
      AND occurred_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND received_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND event = 'login'
      AND occurred_at > fromUnixTimestamp64Milli({since_7d:Int64}, 'UTC')
  )
  GROUP BY entity_id
  HAVING countIf(event = 'login' AND at > {since_7d:Int64}) > 0
),
measured AS (
  SELECT
    entity_id,
    arrayMap(s -> toFloat64(length(s)), `times 7d`) AS `count 7d`
  FROM (
    SELECT
      *,
      arrayMap(s -> arrayFilter(at -> at > {since_7d:Int64}, s), `times`) AS `times 7d`
    FROM (
      SELECT
        entity_id,
        [`s1_login`] AS times
      FROM happened
    )
  )
),
known AS (
  SELECT
    entity_id,
    `newest 1` AS `trait 1`,
    ({anchor:Int64} - toUnixTimestamp64Milli(parseDateTime64BestEffortOrNull(`newest 2`, 3, 'UTC'))) / 86400000 AS `trait 2`
  FROM (
    SELECT
      entity_id,
      argMaxIf(toNullable(text), (occurred_at, received_at, text), trait = 'country' AND text != '') AS `newest 1`,
      argMaxIf(toNullable(text), (occurred_at, received_at, text), trait = 'signedUp' AND text != '') AS `newest 2`
    FROM traits FINAL
    WHERE entity = {entity:String}
      AND occurred_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND received_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
    GROUP BY entity_id
  )
)
SELECT
  entity_id,
  `trait 1` AS `country`,
  ifNull(`trait 2`, nan) AS `age`
FROM measured LEFT JOIN known USING (entity_id)
WHERE (ifNull(`trait 1` != 'DE', 0) AND `count 7d`[1] >= 1)
ORDER BY entity_id
