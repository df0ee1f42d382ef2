/** One thing that was done to the data while it was read or prepared. */
export interface ReceiptEntry {
  /** Stable identifier, e.g. 'names-trimmed', 'records-too-short'. */
  readonly what: string;
  readonly count: number;
  /** A sentence for people, without the count of places. */
  readonly detail: string;
  /** The first few places. */
  readonly places?: readonly Place[];
}

export interface Place {
  readonly file?: string;
  /** 1-based line. */
  readonly line?: number;
  readonly column?: string;
  readonly value?: string;
}
