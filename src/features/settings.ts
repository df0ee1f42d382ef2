/** What a recipe says about features and the split; the recipe's schema is checked against these types. */
export const SCALINGS = ['none', 'standard', 'min-max', 'robust', 'quantile', 'quantile-normal'] as const;
export type Scaling = (typeof SCALINGS)[number];

export const MISSING_RULES = ['drop', 'fill'] as const;
export const CATEGORY_RULES = ['leave-out', 'one-hot'] as const;
export const LOG_RULES = ['never', 'heavy-tailed', 'always'] as const;

export interface FeatureSettings {
  readonly categories: (typeof CATEGORY_RULES)[number];
  /** Most one-hot columns per category; the rest share 'other'. */
  readonly categoryLimit: number;
  /** log1p of the magnitude, sign kept. */
  readonly logTransform: (typeof LOG_RULES)[number];
  readonly dropConstant: boolean;
  /** Ratios, rates, service classes, kinds of address, hour of day. */
  readonly network: boolean;
  /** Looking-back windows per source and destination. */
  readonly windows: boolean;
}

export const SPLIT_KINDS = ['random', 'stratified', 'time', 'file'] as const;
export interface SplitSettings {
  readonly kind: (typeof SPLIT_KINDS)[number];
  readonly train: number;
  readonly validation: number;
  /** Which rows the scalers and encoders are fitted on. */
  readonly fitOn: 'all' | 'train';
  /** Which of the training rows the detectors see. */
  readonly trainOn: 'all' | 'normal';
  /** Most rows a detector is trained on; more are sampled, seeded. */
  readonly trainLimit: number;
  /** Share of the rows to learn from that is left out as too odd, where labels do not say which are normal. */
  readonly trim: number;
}
