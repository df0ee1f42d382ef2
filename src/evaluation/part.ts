/** Which share of the data a row belongs to. Stored as one byte a row. */
export const PARTS = ['left-out', 'train', 'validation', 'test'] as const;
export type Part = (typeof PARTS)[number];
export const PART_CODE = { 'left-out': 0, train: 1, validation: 2, test: 3 } as const satisfies Record<Part, number>;

/** What a label says of a class. */
export type Truth = 'normal' | 'anomaly' | 'unknown';
export const TRUTHS = ['normal', 'anomaly', 'unknown'] as const;
