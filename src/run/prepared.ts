/** What preparing a table by a recipe gives: which row goes where, and what the fitted features are. */
import type { ReceiptEntry } from '../dataset/receipt.ts';
import type { DetectorId } from '../detectors/detector.ts';
import type { Truth } from '../evaluation/part.ts';
import type { FeatureInfo, FeatureMatrix } from '../features/feature-matrix.ts';
import type { Warning } from '../features/guards.ts';
import type { ColumnReference } from '../features/reference.ts';

export type { ColumnReference, Warning };

export interface Prepared {
  /** Part code (evaluation/part.ts) per row of the table; 0 where the row was left out. */
  readonly parts: Uint8Array;
  /** 1 where a row of the train part is also seen by fit (normal only, or sampled); per row of the table. */
  readonly fitted: Uint8Array;
  /** Index into `classes` per row of the table; −1 where there is no label. */
  readonly classCodes: Int32Array;
  readonly classes: readonly {
    readonly name: string;
    readonly truth: Truth;
    readonly rows: number;
    readonly leftOut: number;
  }[];
  readonly counts: {
    readonly total: number;
    readonly leftOut: number;
    readonly train: number;
    readonly fitted: number;
    readonly validation: number;
    readonly test: number;
  };
  readonly features: Readonly<Record<DetectorId, readonly FeatureInfo[]>>;
  /** What one value means beside the others, for words: per source column, over the rows that fit saw. */
  readonly references: readonly ColumnReference[];
  /** Where a saved model scored the rows: whether `references` are of the rows it was trained on, or, for want of them, of these. */
  readonly referencesOf?: 'model' | 'capture';
  readonly receipt: readonly ReceiptEntry[];
  readonly warnings: readonly Warning[];
  /** Time span of the judged rows in days, where there is a time column; for "alerts a day". */
  readonly days: number | null;
}

/** Gives the rows a detector asks for, as its own features; what stands between the table and the detectors. */
export interface FeatureSource {
  matrix(detector: DetectorId, rows: Uint32Array): FeatureMatrix | Promise<FeatureMatrix>;
  /** Whether rows come from memory, so that it costs nothing to ask for many at once. */
  holds?(detector: DetectorId): boolean;
}
