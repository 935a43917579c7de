/**
 * From contributions on the model's own scale (log odds) to impacts on what people read (probability points).
 *
 * Contributions c_j add up to the raw prediction: f = b + sum c_j. What is read is g(f), with g the logistic
 * curve followed by the calibration (or the way back from the log scale): it never falls, and it is not linear,
 * so that the same c_j is worth much in the middle and little at the ends. The raising contributions together, P,
 * and the lowering ones, N, are taken as two players that may enter in either order, and each is credited the mean
 * of what it changes when it enters first and when it enters second (Shapley's value of the game of two):
 *
 *     raise = ( [g(b + P) - g(b)] + [g(b + P + N) - g(b + N)] ) / 2
 *     lower = ( [g(b + N) - g(b)] + [g(b + P + N) - g(b + P)] ) / 2
 *
 * Within a side the change is divided in proportion to c_j. With one side only this is the rescale rule of
 * DeepLIFT (Shrikumar, Greenside and Kundaje, 2017; Chen, Lundberg and Lee, 2022, "Explaining a series of models
 * by propagating Shapley values"). It differs from that rule where raising and lowering nearly cancel: dividing by
 * their sum would then give large impacts of either sign.
 *
 * @param contributions c_j, one a feature
 * @param baseline b
 * @param outcomeOf g; must never fall
 * @returns one impact a feature, each of its contribution's sign (or 0), with sum exactly g(f) - g(b) up to
 *   rounding
 */
export function impacts(
  contributions: ArrayLike<number>,
  baseline: number,
  outcomeOf: (raw: number) => number,
): Float64Array {
  let raising = 0
  let lowering = 0
  for (let i = 0; i < contributions.length; i++) {
    if (contributions[i] > 0) raising += contributions[i]
    else lowering += contributions[i]
  }
  const none = outcomeOf(baseline)
  const raised = outcomeOf(baseline + raising)
  const lowered = outcomeOf(baseline + lowering)
  const all = outcomeOf(baseline + raising + lowering)
  const raise = (raised - none + (all - lowered)) / 2
  const lower = (lowered - none + (all - raised)) / 2
  const impact = new Float64Array(contributions.length)
  for (let i = 0; i < contributions.length; i++) {
    const contribution = contributions[i]
    if (contribution > 0) impact[i] = (raise * contribution) / raising
    else if (contribution < 0) impact[i] = (lower * contribution) / lowering
  }
  return impact
}
