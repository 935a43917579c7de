-- entity = "customer"
-- anchor = 1748736000000
-- since_30d = 1746144000000
-- since_90d = 1740960000000
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
  )
  GROUP BY entity_id
  HAVING countIf(event = 'login' AND at > {since_30d:Int64}) > 0
),
measured AS (
  SELECT
    entity_id,
    arrayMap(s -> toFloat64(length(s)), `days 30d`) AS `active days 30d`,
    arrayMap(s -> toFloat64(length(s)), `visits 30d`) AS `visit count 30d`,
    arrayMap(s -> arraySum(pause -> if(pause <= 1800000, pause, 0), arrayDifference(s)) / 60000, `times 30d`) AS `minutes 30d`,
    arrayMap(s -> if(length(s) < 2, nan, ({anchor:Int64} - s[-1]) / ((s[-1] - s[1]) / (length(s) - 1))), `days`) AS `gap silence ever`,
    arrayMap(s -> arrayCount(at -> positiveModulo(toInt64(floor(at / 86400000)) + 3, 7) + 1 >= 6, s) / length(s), `times 90d`) AS `weekend share 90d`,
    arrayMap(s -> if(empty(s), nan, toFloat64(positiveModulo(round(atan2(arraySum(at -> sin(intDiv(positiveModulo(at, 86400000), 3600000) * pi() / 12), s), arraySum(at -> cos(intDiv(positiveModulo(at, 86400000), 3600000) * pi() / 12), s)) * 12 / pi(), 6), 24))), `times 90d`) AS `usual hour 90d`,
    arrayMap(s -> toFloat64(length(s)), `times 30d`) AS `count 30d`
  FROM (
    SELECT
      *,
      arrayMap(s -> arrayFilter(at -> at > {since_30d:Int64}, s), `days`) AS `days 30d`,
      arrayMap(s -> arrayFilter(at -> at > {since_30d:Int64}, s), `visits`) AS `visits 30d`,
      arrayMap(s -> arrayFilter(at -> at > {since_30d:Int64}, s), `times`) AS `times 30d`,
      arrayMap(s -> arrayFilter(at -> at > {since_90d:Int64}, s), `times`) AS `times 90d`
    FROM (
      SELECT
        *,
        arrayMap(s -> arrayFilter((at, beside) -> NOT (intDiv(at, 86400000) = intDiv(beside, 86400000)), s, arrayShiftLeft(s, 1, 9000000000000000000)), times) AS `days`,
        arrayMap(s -> arrayFilter((at, beside) -> NOT (beside - at <= 1800000), s, arrayShiftLeft(s, 1, 9000000000000000000)), times) AS `visits`
      FROM (
        SELECT
          entity_id,
          [`s1_login`, arraySort(arrayConcat(`s1_login`, rest))] AS times
        FROM happened
      )
    )
  )
)
SELECT
  entity_id,
  `active days 30d`[1] AS `days`,
  `visit count 30d`[2] AS `visits`,
  `minutes 30d`[2] AS `minutes`,
  `gap silence ever`[1] AS `gap`,
  `weekend share 90d`[2] AS `weekend`,
  `usual hour 90d`[2] AS `hour`
FROM measured
WHERE `count 30d`[1] >= 1
ORDER BY entity_id
