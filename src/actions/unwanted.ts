/**
 * Whether the outcome of a classification is one to prevent (churn, cancellation, fraud) and not one to bring about
 * (conversion, purchase), by the prediction's name.
 */
export function unwanted(prediction: string): boolean {
  return /churn|risk|cancel|fraud|loss|leav|lapse|default|attrition/i.test(prediction)
}
