/** How a threshold is found. `of`: the rows whose scores (and, where needed, labels) are read. */
export const RULE_PARTS = ['train', 'validation', 'test'] as const;
export type RulePart = (typeof RULE_PARTS)[number];

export type ThresholdRule =
  | { readonly kind: 'percentile'; readonly percentile: number; readonly of: RulePart }
  | { readonly kind: 'contamination'; readonly share: number; readonly of: RulePart }
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'budget'; readonly alerts: number; readonly per: 'day' | 'all' }
  | { readonly kind: 'false-positive-rate'; readonly rate: number; readonly of: RulePart }
  | { readonly kind: 'class-recall'; readonly attackClass: string; readonly recall: number; readonly of: RulePart }
  | { readonly kind: 'best-f1'; readonly of: RulePart }
  | { readonly kind: 'cost'; readonly miss: number; readonly falseAlarm: number; readonly of: RulePart };
