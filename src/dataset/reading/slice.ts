/** One stretch of a file, parsed and typed: what a reader worker sends. Every array is a transferable buffer. */
import type { Fault } from '../../base/fault.ts';
import type { ReceiptEntry } from '../receipt.ts';
import type { Numbers } from '../table.ts';
import type { NumberWidth } from './number-width.ts';
import type { PackedStrings } from './packed-strings.ts';

export type SliceColumn =
  | {
      readonly kind: 'number';
      /** Every value is kept exactly. */
      readonly values: Numbers<ArrayBuffer>;
      /** What the values need, where rounding to float32 is allowed (see survivesFloat32): maybe less than they have. */
      readonly needs: NumberWidth;
      readonly missing: number;
      readonly infinite: number;
      /** Cells that held something else than a number. */
      readonly foreign: number;
    }
  | {
      readonly kind: 'time';
      readonly values: Float64Array<ArrayBuffer>;
      readonly missing: number;
      readonly foreign: number;
    }
  | {
      readonly kind: 'text';
      readonly codes: Int32Array<ArrayBuffer>;
      readonly dictionary: PackedStrings;
      readonly missing: number;
    };

export interface Slice {
  readonly file: number;
  /** Number of the slice within its file, from 0. */
  readonly slice: number;
  /** Bytes of the (uncompressed) file that its records cover: [start, end). */
  readonly start: number;
  readonly end: number;
  readonly rows: number;
  /** Records met, taken or not. */
  readonly records: number;
  /** Line ends within [start, end). */
  readonly lines: number;
  readonly columns: readonly SliceColumn[];
  /**
   * What the arrays lie in, to be named where a slice is sent on without being copied. Nearly all of them lie in the first:
   * whoever has copied them may give it to a reader again.
   */
  readonly buffers: readonly [ArrayBuffer, ...ArrayBuffer[]];
  readonly offsets: Float64Array<ArrayBuffer>;
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** Line numbers are 1-based within the slice. */
  readonly notes: readonly ReceiptEntry[];
  /** JSON keys that the plan does not know. */
  readonly newKeys: readonly string[];
  /** What stopped the slice; it counts only if the slice began where the one before it ended. */
  readonly fault: Fault | null;
}
