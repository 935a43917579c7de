-- entity = "customer"
-- anchor = 1748736000000
-- since_30d = 1746144000000
WITH
happened AS (
  SELECT
    entity_id,
    arraySort(groupArrayIf(at, event = 'login')) AS `s1_login`,
    arraySort(groupArrayIf((at, assumeNotNull(`p1_amount`)), event = 'purchase' AND isNotNull(`p1_amount`))) AS `n1_purchase_amount`,
    arraySort(groupArrayIf((at, assumeNotNull(`p2_plan`)), event = 'purchase' AND isNotNull(`p2_plan`))) AS `t1_purchase_plan`
  FROM (
    SELECT
      entity_id,
      event,
      toUnixTimestamp64Milli(occurred_at) AS at,
      coalesce(properties.`amount`.:Float64, toFloat64(properties.`amount`.:Int64)) AS `p1_amount`,
      properties.`plan`.:String AS `p2_plan`
    FROM events FINAL
    WHERE entity = {entity:String}
      AND occurred_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND received_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND event IN ('purchase', 'login')
  )
  GROUP BY entity_id
  HAVING countIf(event = 'login' AND at > {since_30d:Int64}) > 0
),
measured AS (
  SELECT
    entity_id,
    arrayMap(s -> arraySum(s.2), `numbers 30d`) AS `sum of numbers 30d`,
    arrayMap(s -> arraySum(s.2) / length(s), `numbers 30d`) AS `mean of numbers 30d`,
    arrayMap(s -> if(empty(s), nan, arrayMax(s.2)), `numbers 30d`) AS `max of numbers 30d`,
    arrayMap(s -> toFloat64(arrayUniq(s.2)), `numbers 30d`) AS `distinct of numbers 30d`,
    arrayMap(s -> if(empty(s), NULL, s[-1].2), `texts`) AS `latest of texts ever`,
    arrayMap(s -> if(empty(s), NULL, s[indexOf(arrayEnumerateUniq(s), arrayMax(arrayEnumerateUniq(s)))]), `sorted texts 30d`) AS `mostFrequent of texts 30d`,
    arrayMap(s -> toFloat64(length(s)), `times 30d`) AS `count 30d`
  FROM (
    SELECT
      *,
      arrayMap(s -> arraySort(s.2), `texts 30d`) AS `sorted texts 30d`
    FROM (
      SELECT
        *,
        arrayMap(s -> arrayFilter(pair -> pair.1 > {since_30d:Int64}, s), `numbers`) AS `numbers 30d`,
        arrayMap(s -> arrayFilter(pair -> pair.1 > {since_30d:Int64}, s), `texts`) AS `texts 30d`,
        arrayMap(s -> arrayFilter(at -> at > {since_30d:Int64}, s), `times`) AS `times 30d`
      FROM (
        SELECT
          entity_id,
          [`s1_login`] AS times,
          [`n1_purchase_amount`] AS numbers,
          [`t1_purchase_plan`] AS texts
        FROM happened
      )
    )
  )
)
SELECT
  entity_id,
  `sum of numbers 30d`[1] AS `amount_sum`,
  `mean of numbers 30d`[1] AS `amount_mean`,
  `max of numbers 30d`[1] AS `amount_max`,
  `distinct of numbers 30d`[1] AS `amount_distinct`,
  `latest of texts ever`[1] AS `plan`,
  `mostFrequent of texts 30d`[1] AS `usual_plan`
FROM measured
WHERE `count 30d`[1] >= 1
ORDER BY entity_id
