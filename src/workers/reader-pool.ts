/**
 * The order of things when files are read: look, plan, read slices in parallel, check that each begins where the one
 * before ended, hand them on in order; and once more where columns turn out to be something else. Knows readers only
 * as functions, so that it runs the same with workers on the page and without any in Node.
 */
import { throwIfCancelled } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import type { Retype } from '../dataset/reading/assemble.ts';
import type { FilePlan, ReadPlan } from '../dataset/reading/plan.ts';
import type { SliceRange } from '../dataset/reading/read-slice.ts';
import type { ReadOptions, ReadRequest } from '../dataset/reading/request.ts';
import type { Slice } from '../dataset/reading/slice.ts';
import type { FileSniff } from '../dataset/reading/sniff.ts';
import { readersOf, stretchesOf } from './stretches-pool.ts';

/** One reader. It takes what it is asked for in order, and may be asked for the next slice while it parses one. */
export interface Reader {
  sniff(file: File, options: ReadOptions): Promise<FileSniff>;
  /** Looks at a file and plans, where it is the only one. */
  planOne(file: File, options: ReadOptions): Promise<ReadPlan>;
  makePlan(sniffs: readonly FileSniff[], options: ReadOptions): Promise<ReadPlan> | ReadPlan;
  follow(plan: ReadPlan): Promise<void> | void;
  /** `spare`: memory of a slice that nobody needs any more. */
  slice(range: SliceRange, file: File, spare?: ArrayBuffer): Promise<Slice>;
  openStream(fileNumber: number, file: File, sliceBytes: number): Promise<void>;
  nextOfStream(): Promise<{ readonly slice: Slice; readonly consumed: number } | null>;
}

export type FinishAnswer<T> =
  | { readonly kind: 'done'; readonly summary: T }
  | { readonly kind: 'again'; readonly retype: readonly Retype[] };

/**
 * Where the slices go. `add` takes them in the order of the files; its buffers may be transferred onwards. What it gives
 * back is the slice's memory, for the next one.
 */
export interface TableSink<T> {
  begin(plan: ReadPlan): Promise<void>;
  add(slice: Slice): Promise<ArrayBuffer>;
  /** `milliseconds`: from the request to the last slice. */
  finish(milliseconds: number): Promise<FinishAnswer<T>>;
}

export interface ReadCall {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { readonly stage: 'read'; readonly done: number; readonly total: number }) => void;
}

/** Of a file that is streamed: it passes one reader. */
const STREAMED_SLICE_BYTES = 4 << 20;
/** Slices asked of a reader at a time, so that it need not wait for the next question. */
const ASKED_OF_A_READER = 2;
/** A column may be retyped once for each file, at most; more would be a mistake of ours. */
const MOST_ROUNDS = 4;

const isStreamed = (file: FilePlan): boolean => file.compressed || file.encoding.startsWith('utf-16');

export const readFiles = async <T>(
  request: ReadRequest,
  readers: readonly Reader[],
  sink: TableSink<T>,
  { signal, onProgress }: ReadCall = {},
): Promise<T> => {
  const started = performance.now();
  const { files, ...given } = request;
  const total = files.reduce((sum, file) => sum + file.size, 0);
  let reported = -1;
  const report = (done: number): void => {
    const bytes = Math.min(total, Math.max(reported, done));
    if (bytes === reported) return;
    reported = bytes;
    onProgress?.({ stage: 'read', done: bytes, total });
  };
  report(0);
  if (files.length === 0) {
    throw new FaultError({ code: 'empty-file', message: 'No file was given.', advice: 'Choose one or more files.' });
  }

  let options: ReadOptions = given;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    throwIfCancelled(signal);
    const plan = await planFor(files, readers, options, signal);
    throwIfCancelled(signal);
    // Nothing waits for these: who is asked for a slice, or given one, has heard of the plan before.
    const ready = Promise.all([...readers.map((reader) => reader.follow(plan)), sink.begin(plan)]);
    ready.catch(() => undefined);
    let before = 0;
    for (const [number, file] of files.entries()) {
      const base = before;
      const { sliceBytes } = request;
      const onBytes = (bytes: number): void => {
        // The last step is kept for the table: 100% is said when it stands.
        report(Math.min(base + bytes, total - 1));
      };
      if (isStreamed(plan.files[number]!)) {
        const bytes = sliceBytes ?? STREAMED_SLICE_BYTES;
        await readInOrder(plan, number, file, readers[0]!, sink, bytes, signal, onBytes);
      } else await readSlices(plan, number, file, readers, sink, sliceBytes, signal, onBytes);
      before += file.size;
    }
    await ready;
    throwIfCancelled(signal);
    const answer = await sink.finish(performance.now() - started);
    if (answer.kind === 'done') {
      report(total);
      return answer.summary;
    }
    options = withRetypes(options, answer.retype);
  }
  throw new FaultError({
    code: 'unexpected',
    message: 'The columns of the file could not be determined.',
    advice: 'This is a bug in Strayflow. Please report the file’s header line.',
  });
};

const withRetypes = (options: ReadOptions, retypes: readonly Retype[]): ReadOptions => {
  const named = (as: Retype['as']): string[] => retypes.filter((r) => r.as === as).map((r) => r.column);
  return {
    ...options,
    asText: [...(options.asText ?? []), ...named('text')],
    asNumber: [...(options.asNumber ?? []), ...named('number')],
    addedKeys: [...(options.addedKeys ?? []), ...named('new')],
  };
};

/** Looks at each file with as many readers as there are, and plans. */
const planFor = async (
  files: readonly File[],
  readers: readonly Reader[],
  options: ReadOptions,
  signal: AbortSignal | undefined,
): Promise<ReadPlan> => {
  if (files.length === 1) return readers[0]!.planOne(files[0]!, options);
  const sniffs = new Array<FileSniff>(files.length);
  let next = 0;
  await Promise.all(
    readers.map(async (reader) => {
      while (next < files.length) {
        const at = next++;
        throwIfCancelled(signal);
        sniffs[at] = await reader.sniff(files[at]!, options);
      }
    }),
  );
  return readers[0]!.makePlan(sniffs, options);
};

/** A slice's fault with its line counted from the beginning of the file. */
const raise = (slice: Slice, linesBefore: number): never => {
  const fault = slice.fault!;
  const line = (fault.line ?? 1) + linesBefore;
  throw new FaultError({ ...fault, line, message: fault.message.replace(`line ${fault.line}`, `line ${line}`) });
};

const readInOrder = async (
  plan: ReadPlan,
  number: number,
  file: File,
  reader: Reader,
  sink: TableSink<unknown>,
  sliceBytes: number,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<void> => {
  await reader.openStream(number, file, sliceBytes);
  let lines = plan.files[number]!.linesBefore;
  let adding: Promise<unknown> = Promise.resolve();
  for (;;) {
    throwIfCancelled(signal);
    const next = await reader.nextOfStream();
    await adding;
    throwIfCancelled(signal);
    if (!next) return;
    if (next.slice.fault) raise(next.slice, lines);
    lines += next.slice.lines;
    adding = sink.add(next.slice);
    adding.catch(() => undefined);
    onBytes(next.consumed);
  }
};

const readSlices = async (
  plan: ReadPlan,
  number: number,
  file: File,
  available: readonly Reader[],
  sink: TableSink<unknown>,
  sliceBytes: number | undefined,
  signal: AbortSignal | undefined,
  onBytes: (bytes: number) => void,
): Promise<void> => {
  const { dataStart, linesBefore, bytes: size } = plan.files[number]!;
  const readers = sliceBytes === undefined ? available.slice(0, readersOf(size, available.length)) : available;
  const stretches = stretchesOf(dataStart, size, readers.length, sliceBytes);
  const ranges = stretches.flatMap(({ first, from, ends }) =>
    ends.map(
      (to, i): SliceRange => ({ file: number, slice: first + i, from: ends[i - 1] ?? from, to, ahead: ends.at(-1)! }),
    ),
  );
  const ready = new Map<number, Slice>();
  /** Memory of slices that the table has taken. */
  const spares: ArrayBuffer[] = [];
  let begun = 0;
  let accepted = 0;
  let expected = dataStart;
  let lines = linesBefore;
  let stopped = false;
  let wake: (() => void)[] = [];
  // No more stretches wait for their turn than there are readers: memory stays bounded if one is slow.
  const mayBegin = (): boolean => accepted >= (stretches[begun - readers.length]?.first ?? 0);
  let adding: Promise<void> = Promise.resolve();

  /** Hands on what is next in order; reads again, with the true beginning, what began at the wrong place. */
  const handOn = async (reader: Reader): Promise<void> => {
    let slice = ready.get(accepted);
    while (slice) {
      const range = ranges[accepted]!;
      ready.delete(accepted);
      if (expected < range.to) {
        if (slice.start !== expected) slice = await reader.slice({ ...range, start: expected }, file);
        if (slice.fault) raise(slice, lines);
        // Another reading may have begun: what is left of this one must not reach the table.
        throwIfCancelled(signal);
        if (stopped) return;
        lines += slice.lines;
        expected = slice.end;
        // The table takes this one while the next is on its way.
        await adding;
        if (stopped) return;
        adding = sink.add(slice).then((memory) => {
          spares.push(memory);
        });
        adding.catch(() => undefined);
      }
      // Else one record runs past this slice: nothing begins in it.
      accepted++;
      onBytes(range.to);
      const sleepers = wake;
      wake = [];
      for (const go of sleepers) go();
      slice = ready.get(accepted);
    }
  };

  let handing: Promise<void> = Promise.resolve();
  const stop = (): void => {
    stopped = true;
    for (const go of wake) go();
  };
  /** The slice that a reader is asked for next, of the stretch that it is in or of a new one; none where all are asked for. */
  const nextFor = async (its: SliceRange[]): Promise<SliceRange | undefined> => {
    while (its.length === 0 && begun < stretches.length && !stopped) {
      if (!mayBegin()) {
        await new Promise<void>((resolve) => wake.push(resolve));
        continue;
      }
      const { first, ends } = stretches[begun++]!;
      its.push(...ranges.slice(first, first + ends.length));
    }
    return its.shift();
  };
  const askFor = async (reader: Reader, its: SliceRange[]): Promise<void> => {
    try {
      for (let range = await nextFor(its); range && !stopped; range = await nextFor(its)) {
        throwIfCancelled(signal);
        ready.set(range.slice, await reader.slice(range, file, spares.pop()));
        handing = handing.then(() => handOn(reader));
        // A reader goes on parsing while its slice is handed on, and stops where that fails.
        handing.catch(stop);
      }
      await handing;
    } catch (thrown) {
      stop();
      throw thrown;
    }
  };
  await Promise.all(
    readers.flatMap((reader) => {
      const its: SliceRange[] = [];
      return Array.from({ length: ASKED_OF_A_READER }, () => askFor(reader, its));
    }),
  );
  await handing;
  await adding;
};
