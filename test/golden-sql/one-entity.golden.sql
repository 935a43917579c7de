-- entity = "customer"
-- anchor = 1748736000000
-- since_7d = 1748131200000
-- since_30d = 1746144000000
-- entity_ids = ["c1'; DROP TABLE events"]
WITH
happened AS (
  SELECT
    entity_id,
    arraySort(groupArrayIf(at, event = 'login')) AS `s1_login`,
    arraySort(groupArrayIf(at, event NOT IN ('login'))) AS rest
  FROM (
    SELECT
      entity_id,
      event,
      toUnixTimestamp64Milli(occurred_at) AS at
    FROM events FINAL
    WHERE entity = {entity:String}
      AND occurred_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND received_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND entity_id IN {entity_ids:Array(String)}
  )
  GROUP BY entity_id
),
measured AS (
  SELECT
    entity_id,
    arrayMap(s -> toFloat64(length(s)), `times 7d`) AS `count 7d`,
    arrayMap(s -> toFloat64(length(s)), `times`) AS `count ever`,
    arrayMap(s -> toFloat64(length(s)), `times 30d`) AS `count 30d`
  FROM (
    SELECT
      *,
      arrayMap(s -> arrayFilter(at -> at > {since_7d:Int64}, s), `times`) AS `times 7d`,
      arrayMap(s -> arrayFilter(at -> at > {since_30d:Int64}, s), `times`) AS `times 30d`
    FROM (
      SELECT
        entity_id,
        [`s1_login`, arraySort(arrayConcat(`s1_login`, rest))] AS times
      FROM happened
    )
  )
)
SELECT
  entity_id,
  `count 7d`[1] AS `login_count_7d`,
  `count ever`[1] AS `login_count_ever`,
  `count 7d`[2] AS `activity_count_7d`,
  toFloat64(`count 30d`[1] >= 1) AS `in population`
FROM measured
ORDER BY entity_id
