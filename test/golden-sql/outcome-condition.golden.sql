-- entity = "customer"
-- anchor = 1748736000000
-- since_30d = 1746144000000
-- horizon_end = 1751328000000
-- until_30d = 1751328000000
-- until_7d = 1749340800000
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
      AND occurred_at > fromUnixTimestamp64Milli({since_30d:Int64}, 'UTC')
  )
  GROUP BY entity_id
  HAVING countIf(event = 'login' AND at > {since_30d:Int64}) > 0
),
measured AS (
  SELECT
    entity_id,
    arrayMap(s -> toFloat64(length(s)), `times 30d`) AS `count 30d`
  FROM (
    SELECT
      *,
      arrayMap(s -> arrayFilter(at -> at > {since_30d:Int64}, s), `times`) AS `times 30d`
    FROM (
      SELECT
        entity_id,
        [`s1_login`] AS times
      FROM happened
    )
  )
),
population AS (
  SELECT entity_id
  FROM measured
  WHERE `count 30d`[1] >= 1
),
happened_later AS (
  SELECT
    entity_id,
    arraySort(groupArrayIf(at, event = 'login')) AS `s1_login`,
    arraySort(groupArrayIf(at, event = 'purchase')) AS `s2_purchase`
  FROM (
    SELECT
      entity_id,
      event,
      toUnixTimestamp64Milli(occurred_at) AS at
    FROM events FINAL
    WHERE entity = {entity:String}
      AND occurred_at > fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND occurred_at <= fromUnixTimestamp64Milli({horizon_end:Int64}, 'UTC')
      AND event IN ('login', 'purchase')
  )
  GROUP BY entity_id
),
measured_later AS (
  SELECT
    entity_id,
    arrayMap(s -> toFloat64(length(s)), `times 30d`) AS `count 30d`,
    arrayMap(s -> toFloat64(length(s)), `days 7d`) AS `active days 7d`
  FROM (
    SELECT
      *,
      arrayMap(s -> arrayFilter(at -> at <= {until_30d:Int64}, s), `times`) AS `times 30d`,
      arrayMap(s -> arrayFilter(at -> at <= {until_7d:Int64}, s), `days`) AS `days 7d`
    FROM (
      SELECT
        *,
        arrayMap(s -> arrayFilter((at, beside) -> NOT (intDiv(at, 86400000) = intDiv(beside, 86400000)), s, arrayShiftRight(s, 1, -9000000000000000000)), times) AS `days`
      FROM (
        SELECT
          entity_id,
          [`s1_login`, `s2_purchase`] AS times
        FROM population LEFT JOIN happened_later USING (entity_id)
      )
    )
  )
)
SELECT
  entity_id,
  toFloat64((`count 30d`[1] = 0 AND `active days 7d`[2] <= 1)) AS target,
  toFloat64(1) AS observed
FROM measured_later
ORDER BY entity_id
