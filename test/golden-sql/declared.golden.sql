-- entity = "customer"
-- anchor = 1748736000000
-- since_30d = 1746144000000
WITH
happened AS (
  SELECT
    entity_id,
    arraySort(groupArrayIf(at, event = 'purchase' AND ifNull(`p1_gift` = 1, 0) AND ifNull(`p2_plan` != 'o\'hara', 0))) AS `s1_purchase`,
    arraySort(groupArrayIf(at, event = 'purchase')) AS `s2_purchase`,
    arraySort(groupArrayIf(at, event = 'login')) AS `s3_login`,
    arraySort(groupArrayIf((at, assumeNotNull(`p3_a_b`)), event = 'it\'s `odd` \\' AND isNotNull(`p3_a_b`))) AS `n1_it_s_odd_a_b`,
    arraySort(groupArrayIf((at, assumeNotNull(`p4_amount`)), event = 'purchase' AND isNotNull(`p4_amount`))) AS `n2_purchase_amount`
  FROM (
    SELECT
      entity_id,
      event,
      toUnixTimestamp64Milli(occurred_at) AS at,
      toFloat64(properties.`gift`.:Bool) AS `p1_gift`,
      properties.`plan`.:String AS `p2_plan`,
      coalesce(properties.`a"b`.:Float64, toFloat64(properties.`a"b`.:Int64)) AS `p3_a_b`,
      coalesce(properties.`amount`.:Float64, toFloat64(properties.`amount`.:Int64)) AS `p4_amount`
    FROM events FINAL
    WHERE entity = {entity:String}
      AND occurred_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND received_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND event IN ('purchase', 'it\'s `odd` \\', 'login')
  )
  GROUP BY entity_id
  HAVING countIf(event = 'login' AND at > {since_30d:Int64}) > 0
),
measured AS (
  SELECT
    entity_id,
    arrayMap(s -> toFloat64(length(s)), `times 30d`) AS `count 30d`,
    arrayMap(s -> arraySum(s.2), `numbers 30d`) AS `sum of numbers 30d`,
    arrayMap(s -> arraySum(s.2), `numbers`) AS `sum of numbers ever`,
    arrayMap(s -> toFloat64(length(s)), `times`) AS `count ever`
  FROM (
    SELECT
      *,
      arrayMap(s -> arrayFilter(at -> at > {since_30d:Int64}, s), `times`) AS `times 30d`,
      arrayMap(s -> arrayFilter(pair -> pair.1 > {since_30d:Int64}, s), `numbers`) AS `numbers 30d`
    FROM (
      SELECT
        entity_id,
        [`s1_purchase`, `s2_purchase`, `s3_login`] AS times,
        [`n1_it_s_odd_a_b`, `n2_purchase_amount`] AS numbers
      FROM happened
    )
  )
),
known AS (
  SELECT
    entity_id,
    `newest 1` AS `trait 1`
  FROM (
    SELECT
      entity_id,
      argMaxIf(toNullable(number), (occurred_at, received_at, text), trait = 'seats' AND isNotNull(number)) AS `newest 1`
    FROM traits FINAL
    WHERE entity = {entity:String}
      AND occurred_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
      AND received_at <= fromUnixTimestamp64Milli({anchor:Int64}, 'UTC')
    GROUP BY entity_id
  )
)
SELECT
  entity_id,
  `count 30d`[1] AS `gifts`,
  `sum of numbers 30d`[1] AS `odd`,
  if(`count ever`[2] = 0, nan, `sum of numbers ever`[2] / `count ever`[2]) AS `value`,
  (2 * if(isNaN(`count 30d`[3]), 0, greatest(0, least(1, (`count 30d`[3] - 0) / 10))) + 1 * if(isNaN(ifNull(`trait 1`, nan)), 0, greatest(0, least(1, (ifNull(`trait 1`, nan) - 20) / (-25))))) / 3 AS `engagement`
FROM measured LEFT JOIN known USING (entity_id)
WHERE `count 30d`[3] >= 1
ORDER BY entity_id
