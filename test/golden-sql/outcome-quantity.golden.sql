-- entity = "customer"
-- anchor = 1748736000000
-- since_30d = 1746144000000
-- horizon_end = 1751328000000
-- until_30d = 1751328000000
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
    arraySort(groupArrayIf((at, assumeNotNull(`p1_amount`)), event = 'purchase' AND isNotNull(`p1_amount`))) AS `n1_purchase_amount`
  FROM (
    SELECT
      entity_id,
      event,
      toUnixTimestamp64Milli(occurred_at) AS at,
      coalesce(properties.`amount`.:Float64, toFloat64(properties.`amount`.:Int64)) AS `p1_amount`
    FROM events FINAL
    WHERE entity = {entity:String}
      AND occurred_at > fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND occurred_at <= fromUnixTimestamp64Milli({horizon_end:Int64}, 'UTC')
      AND event = 'purchase'
  )
  GROUP BY entity_id
),
measured_later AS (
  SELECT
    entity_id,
    arrayMap(s -> arraySum(s.2) / length(s), `numbers 30d`) AS `mean of numbers 30d`
  FROM (
    SELECT
      *,
      arrayMap(s -> arrayFilter(pair -> pair.1 <= {until_30d:Int64}, s), `numbers`) AS `numbers 30d`
    FROM (
      SELECT
        entity_id,
        [`n1_purchase_amount`] AS numbers
      FROM population LEFT JOIN happened_later USING (entity_id)
    )
  )
)
SELECT
  entity_id,
  toFloat64(`mean of numbers 30d`[1]) AS target,
  toFloat64(1) AS observed
FROM measured_later
ORDER BY entity_id
