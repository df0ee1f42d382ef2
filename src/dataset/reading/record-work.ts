/** What those who make rows of a slice's records share: delimited-records.ts and json-records.ts. */
import type { Fault } from '../../base/fault.ts';
import { type FormatModule, normaliseName } from '../formats/format-module.ts';
import type { Notes } from './notes.ts';
import type { FilePlan, PlannedColumn, ReadPlan } from './plan.ts';
import type { RecordIndex } from './records.ts';

export interface Work {
  readonly bytes: Uint8Array;
  readonly index: RecordIndex;
  readonly file: FilePlan;
  readonly columns: readonly PlannedColumn[];
  readonly format: FormatModule;
  readonly unwanted: Unwanted | null;
  readonly notes: Notes;
  /** The first thing that stops the reading. */
  fault: Fault | null;
  /** Only some of the records are taken. */
  readonly sampled: boolean;
  /** False where the record falls out of the sample. */
  takes(record: number): boolean;
  /** Takes rows as cells of text. `records`: the record number of each. */
  addRows(rows: readonly (readonly string[])[], count: number, records: Int32Array): void;
}

/** Records that a format leaves out by the value of one cell (Argus' management records). */
export interface Unwanted {
  readonly cell: number;
  readonly values: readonly string[];
}

export const unwantedOf = (plan: ReadPlan, file: FilePlan, format: FormatModule): Unwanted | null => {
  const { unwanted } = format;
  if (!unwanted) return null;
  const column = plan.columns.findIndex(({ name }) => normaliseName(name) === unwanted.column);
  return column < 0 ? null : { cell: file.cells[column]!, values: unwanted.values };
};
