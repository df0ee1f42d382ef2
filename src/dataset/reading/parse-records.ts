/** Records of one stretch of bytes as typed columns: the body of a slice. */
import { formatById } from '../formats/all.ts';
import { type ColumnBuilder, createColumnBuilder } from './column-builders.ts';
import { addDelimited } from './delimited-records.ts';
import { addJson } from './json-records.ts';
import { createNotes } from './notes.ts';
import { BYTES, type NumberWidth, widthOfArray } from './number-width.ts';
import type { ReadPlan } from './plan.ts';
import { unwantedOf, type Work } from './record-work.ts';
import type { RecordIndex } from './records.ts';
import type { Slice, SliceColumn } from './slice.ts';
import { bytesOfRows, createSliceMemory } from './slice-memory.ts';

/** Byte offset and length of each record of the index, in the file before decoding. */
export interface Positions {
  offsetOf(record: number): number;
  lengthOf(record: number): number;
}

export type ParsedRecords = Pick<
  Slice,
  'rows' | 'records' | 'columns' | 'buffers' | 'offsets' | 'lengths' | 'notes' | 'newKeys' | 'fault'
>;

/** A hash of position and seed in 0…1: the same record is taken whatever slices and workers there are. */
export const sampleDraw = (offset: number, seed: number): number => {
  const low = (offset % 4294967296) | 0;
  const high = Math.floor(offset / 4294967296) + 1;
  let h = Math.imul(low ^ seed, 0x9e3779b1) ^ Math.imul(high, 0x85ebca77);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
};

const widthsOf = new WeakMap<ReadPlan, NumberWidth[]>();
/** By column: what the numbers of the slice that was read last with this plan had, so that the next begins with it. */
const lastWidths = (plan: ReadPlan): NumberWidth[] => {
  const known = widthsOf.get(plan) ?? plan.columns.map((): NumberWidth => BYTES);
  widthsOf.set(plan, known);
  return known;
};

/** The buffers of all arrays, each once, `memory` first. */
const buffersOf = (
  memory: ArrayBuffer,
  columns: readonly SliceColumn[],
  positions: readonly (Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>)[],
): Slice['buffers'] => {
  const found = new Set(positions.map(({ buffer }) => buffer));
  for (const column of columns) {
    if (column.kind !== 'text') found.add(column.values.buffer);
    else {
      found.add(column.codes.buffer);
      found.add(column.dictionary.bytes.buffer);
      found.add(column.dictionary.ends.buffer);
    }
  }
  found.delete(memory);
  return [memory, ...found];
};

/**
 * Types the records of `index`, which points into `bytes`. Lines in the notes are 1-based within the stretch. `spare`:
 * memory that may be used for what comes out.
 */
export const parseRecords = (
  plan: ReadPlan,
  fileNumber: number,
  bytes: Uint8Array,
  index: RecordIndex,
  positions: Positions,
  spare?: ArrayBuffer,
): ParsedRecords => {
  const file = plan.files[fileNumber]!;
  const notes = createNotes();
  const newKeys = new Set<string>();
  const { syntax } = file;
  const decimalComma = syntax.kind === 'delimited' && syntax.decimalComma;
  const widths = lastWidths(plan);
  const memory = createSliceMemory(bytesOfRows(plan.columns, widths, index.count), spare);
  const builders = plan.columns.map((column, i) =>
    createColumnBuilder(column, index.count, file.times[i] ?? null, decimalComma, notes, widths[i]!, memory),
  );
  const offsets = memory.float64(index.count);
  const lengths = memory.uint32(index.count);
  const { sampleShare, seed } = plan;
  let lines = new Int32Array(1024);
  let total = 0;

  const add = (
    count: number,
    records: Int32Array,
    fill: (builder: ColumnBuilder, at: number, first: number) => void,
  ): void => {
    if (lines.length < count) lines = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const record = records[i]!;
      lines[i] = index.lines[record]! + 1;
      offsets[total + i] = positions.offsetOf(record);
      lengths[total + i] = positions.lengthOf(record);
    }
    for (let c = 0; c < builders.length; c++) fill(builders[c]!, file.cells[c]!, total);
    total += count;
  };
  const format = formatById(plan.format);
  const work: Work = {
    bytes,
    index,
    file,
    columns: plan.columns,
    format,
    unwanted: unwantedOf(plan, file, format),
    notes,
    fault: null,
    sampled: sampleShare < 1,
    takes(record) {
      if (sampleShare >= 1 || sampleDraw(positions.offsetOf(record), seed) < sampleShare) return true;
      notes.add('sampled');
      return false;
    },
    addRows(rows, count, records) {
      add(count, records, (builder, at, first) => builder.fill(rows, count, at, first, lines));
    },
  };
  if (syntax.kind === 'json-lines') addJson(work, newKeys);
  else {
    addDelimited(work, syntax, (block) => {
      add(block.count, block.records, (builder, at, first) => builder.fillPlain(bytes, block, at, first, lines));
    });
  }
  const columns = builders.map((builder) => builder.finish(total));
  columns.forEach((column, i) => {
    if (column.kind === 'number') widths[i] = widthOfArray(column.values);
  });
  return {
    rows: total,
    records: index.count,
    columns,
    buffers: buffersOf(memory.buffer, columns, [offsets, lengths]),
    offsets: offsets.subarray(0, total),
    lengths: lengths.subarray(0, total),
    notes: notes.everyEntry(),
    newKeys: [...newKeys],
    fault: work.fault,
  };
};
