-- entity = "customer"
-- anchor = 1748736000000
-- since_30d = 1746144000000
WITH
happened AS (
  SELECT
    entity_id,
    arraySort(groupArrayIf(at, event = 'login')) AS `s1_login`,
    arraySort(groupArrayIf(at, event = 'purchase')) AS `s2_purchase`,
    arraySort(groupArrayIf(at, event NOT IN ('login', 'purchase'))) AS rest
  FROM (
    SELECT
      entity_id,
      event,
      toUnixTimestamp64Milli(occurred_at) AS at
    FROM events FINAL
    WHERE entity = {entity:String}
      AND occurred_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND received_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
  )
  GROUP BY entity_id
  HAVING countIf(event = 'login' AND at > {since_30d:Int64}) > 0
),
measured AS (
  SELECT
    entity_id,
    toFloat64(arrayCount(at -> at < 9000000000000000000, `funnel`)) - 1 AS `funnel reached`,
    if(`funnel`[3] = 9000000000000000000, nan, (`funnel`[3] - `funnel`[2]) / 86400000) AS `funnel days 2`,
    if(`funnel`[2] = 9000000000000000000, nan, arrayCount(at -> at >= arrayMax(arrayFilter(at -> at < 9000000000000000000, `funnel`)), times[3])) AS `funnel actions`,
    arrayMap(s -> toFloat64(length(s)), `times 30d`) AS `count 30d`
  FROM (
    SELECT
      *,
      arrayMap(s -> arrayFilter(at -> at > {since_30d:Int64}, s), `times`) AS `times 30d`
    FROM (
      SELECT
        *,
        arrayFold((reached, s) -> arrayPushBack(reached, toInt64(ifNull(arrayFirstOrNull(at -> at >= reached[-1], s), 9000000000000000000))), [times[1], times[2]], [-9000000000000000000]) AS `funnel`
      FROM (
        SELECT
          entity_id,
          [`s1_login`, `s2_purchase`, arraySort(arrayConcat(`s1_login`, `s2_purchase`, rest))] AS times
        FROM happened
      )
    )
  )
)
SELECT
  entity_id,
  `funnel reached` AS `reached`,
  `funnel days 2` AS `days`,
  `funnel actions` AS `actions`
FROM measured
WHERE `count 30d`[1] >= 1
ORDER BY entity_id
