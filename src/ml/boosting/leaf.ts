/**
 * The value that minimises `gradient * v + (hessian + l2) / 2 * v^2 + l1 * |v|`: what a leaf predicts before
 * the learning rate (Chen and Guestrin, "XGBoost", 2016, equation 5, with the L1 penalty).
 */
export function leafValue(gradient: number, hessian: number, l1: number, l2: number): number {
  return -shrink(gradient, l1) / (hessian + l2)
}

/** Twice what that value takes off the loss; 0 and above. A split gains its children's less its own. */
export function leafGain(gradient: number, hessian: number, l1: number, l2: number): number {
  const shrunk = shrink(gradient, l1)
  return (shrunk * shrunk) / (hessian + l2)
}

/** Moves towards zero by `l1` (soft threshold). */
function shrink(gradient: number, l1: number): number {
  if (l1 === 0) return gradient
  return Math.sign(gradient) * Math.max(0, Math.abs(gradient) - l1)
}
