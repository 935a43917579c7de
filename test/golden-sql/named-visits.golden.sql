-- entity = "customer"
-- anchor = 1748736000000
-- since_30d = 1746144000000
WITH
happened AS (
  SELECT
    entity_id,
    arraySort(groupArrayIf((at, visit), event = 'login')) AS `s1_login`
  FROM (
    SELECT
      entity_id,
      event,
      toUnixTimestamp64Milli(occurred_at) AS at,
      if(session_id = '', 0, cityHash64(session_id)) AS visit
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
    arrayMap(s -> toFloat64(length(s)), `visits 30d`) AS `visit count 30d`,
    arrayMap(s -> toFloat64(length(s)), `times 30d`) AS `count 30d`
  FROM (
    SELECT
      *,
      arrayMap(s -> arrayFilter(at -> at > {since_30d:Int64}, s), `visits`) AS `visits 30d`,
      arrayMap(s -> arrayFilter(at -> at > {since_30d:Int64}, s), `times`) AS `times 30d`
    FROM (
      SELECT
        *,
        arrayMap(s -> arrayConcat(arrayFilter((at, visit, place) -> visit != 0 AND place = 1, arrayReverse(s.1), arrayReverse(s.2), arrayEnumerateUniq(arrayReverse(s.2))), arrayFilter((at, beside) -> NOT (beside - at <= 1800000), arrayFilter((at, visit) -> visit = 0, s.1, s.2), arrayShiftLeft(arrayFilter((at, visit) -> visit = 0, s.1, s.2), 1, 9000000000000000000))), moments) AS `visits`
      FROM (
        SELECT
          *,
          arrayMap(s -> s.1, moments) AS `times`
        FROM (
          SELECT
            entity_id,
            [`s1_login`] AS moments
          FROM happened
        )
      )
    )
  )
)
SELECT
  entity_id,
  `visit count 30d`[1] AS `visits`
FROM measured
WHERE `count 30d`[1] >= 1
ORDER BY entity_id
