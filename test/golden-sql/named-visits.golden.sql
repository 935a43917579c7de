-- entity = "customer"
-- anchor = 1748736000000
-- since_30d = 1746144000000
WITH
happened AS (
  SELECT
    entity_id,
    arraySort(arrayZip(groupArrayIf(at, event = 'login'), groupArrayIf(visit, event = 'login'))) AS `s1_login`
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
        arrayMap(s -> arrayConcat(arrayMap(moment -> moment.1, arrayFilter((moment, place) -> place = 1, arrayReverse(arrayFilter(moment -> moment.2 != 0, s)), arrayEnumerateUniq(arrayMap(moment -> moment.2, arrayReverse(arrayFilter(moment -> moment.2 != 0, s)))))), arrayFilter((at, beside) -> NOT (beside - at <= 1800000), arrayMap(moment -> moment.1, arrayFilter(moment -> moment.2 = 0, s)), arrayShiftLeft(arrayMap(moment -> moment.1, arrayFilter(moment -> moment.2 = 0, s)), 1, 9000000000000000000))), moments) AS `visits`
      FROM (
        SELECT
          *,
          arrayMap(s -> arrayMap(moment -> moment.1, s), moments) AS `times`
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
