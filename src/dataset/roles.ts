/** What a column is for. */
export const COLUMN_ROLES = ['feature', 'label', 'attack-class', 'identifier', 'timestamp', 'ignored'] as const;
export type ColumnRole = (typeof COLUMN_ROLES)[number];

/** What a column means in network terms, whatever it is called; proposed by the format or from the name. */
export const COLUMN_MEANINGS = [
  'time',
  'source-address',
  'source-port',
  'destination-address',
  'destination-port',
  'protocol',
  'service',
  'state',
  'duration',
  'source-bytes',
  'destination-bytes',
  'total-bytes',
  'source-packets',
  'destination-packets',
  'total-packets',
] as const;
export type ColumnMeaning = (typeof COLUMN_MEANINGS)[number];

export interface RoleProposal {
  readonly column: string;
  readonly role: ColumnRole;
  /** Why, in a short sentence: "named like a label", "a different value in every row". */
  readonly reason: string;
  readonly meaning?: ColumnMeaning;
}
