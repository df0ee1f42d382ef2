/**
 * What the page knows of a table: plain data, small whatever the number of rows. `summarise` stands beside it.
 */
import type { FormatId } from './format.ts';
import type { ReceiptEntry } from './receipt.ts';
import type { RoleProposal } from './roles.ts';
import type { SourceFile } from './table.ts';

export interface ColumnProfile {
  /** True until the values were counted, which comes after the table is open: `distinct`, `numeric` and `top` say nothing yet. */
  readonly pending?: boolean;
  readonly name: string;
  readonly kind: 'number' | 'time' | 'text';
  readonly missing: number;
  readonly infinite: number;
  readonly distinct: number;
  /** True where distinct, quartiles, histogram and top values come from a seeded sample of the rows. */
  readonly sampled: boolean;
  /** Numbers, and times as milliseconds since 1970. Null for text. */
  readonly numeric: {
    readonly minimum: number;
    readonly lowerQuartile: number;
    readonly median: number;
    readonly upperQuartile: number;
    readonly maximum: number;
    readonly mean: number;
    /** Counts in equal bins from minimum to maximum. */
    readonly histogram: readonly number[];
  } | null;
  /** Most frequent values first, ten at most. */
  readonly top: readonly { readonly value: string; readonly count: number }[];
  readonly proposal: RoleProposal;
}

/** What the values of a column spread over. */
export type ColumnSpread = Omit<ColumnProfile, 'proposal' | 'pending'>;

export interface LabelSummary {
  readonly column: string;
  /** All values, most frequent first (500 at most). */
  readonly values: readonly { readonly value: string; readonly count: number }[];
  /** Values proposed as normal. */
  readonly normal: readonly string[];
}

export interface TableSummary {
  readonly name: string;
  readonly format: FormatId;
  readonly formatName: string;
  /** What was seen that led to this format, or 'chosen'. */
  readonly formatReason: string;
  readonly bytes: number;
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  /** First rows as text, one array a row, in column order. '' where missing. */
  readonly firstRows: readonly (readonly string[])[];
  readonly label: LabelSummary | null;
  readonly receipt: readonly ReceiptEntry[];
  readonly fingerprint: string;
  readonly sources: readonly SourceFile[];
  readonly milliseconds: number;
  /** Share of the records that was read, seeded; not there where all of them were. */
  readonly sampleShare?: number;
}
