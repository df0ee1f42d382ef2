/**
 * What a reader worker can be asked: to look at a file, to plan, and to parse slices. It keeps plans, and of a file no more
 * than the bytes it came by last.
 */
import * as Comlink from 'comlink';
import { FaultError } from '../base/fault.ts';
import { readBytes } from '../dataset/reading/byte-source.ts';
import { type ForwardBytes, forwardBytes } from '../dataset/reading/forward-bytes.ts';
import { makePlan } from '../dataset/reading/make-plan.ts';
import type { ReadPlan } from '../dataset/reading/plan.ts';
import { readSlice, type SliceRange } from '../dataset/reading/read-slice.ts';
import { openStream, type SliceStream } from '../dataset/reading/read-stream.ts';
import type { ReadOptions } from '../dataset/reading/request.ts';
import type { Slice } from '../dataset/reading/slice.ts';
import { type FileSniff, sniffFile } from '../dataset/reading/sniff.ts';
import { warmUp } from '../dataset/reading/warm-up.ts';

export const createReaderApi = () => {
  let plan: ReadPlan | null = null;
  let stream: SliceStream | null = null;
  /** Whether there was a file to read. */
  let isNeeded = false;
  /** The file that slices are read of, from front to back. */
  let forward: { readonly file: number; readonly bytes: ForwardBytes } | null = null;
  /** Slices are read one after the other: the memory that their bytes lie in is one. */
  let before: Promise<unknown> = Promise.resolve();
  const planned = (): ReadPlan => {
    if (plan) return plan;
    throw new FaultError({
      code: 'worker-died',
      message: 'The reader has no plan.',
      advice: 'Open the file again.',
    });
  };
  const sent = (slice: Slice): Slice => Comlink.transfer(slice, [...slice.buffers]);
  const sourceOf = (number: number, file: File): ForwardBytes => {
    if (forward?.file !== number) {
      forward?.bytes.close();
      forward = { file: number, bytes: forwardBytes(file, file.name) };
    }
    return forward.bytes;
  };
  const read = (range: SliceRange, file: File, spare: ArrayBuffer | undefined): Promise<Slice> => {
    // What is read again lies behind: the others go on where they are.
    const source =
      range.start === undefined
        ? sourceOf(range.file, file)
        : { read: (from: number, to: number) => readBytes(file, from, to, file.name) };
    return readSlice(planned(), range, source, file.size, spare);
  };
  return {
    warmUp: (): Promise<void> => warmUp(() => isNeeded),

    sniff(file: File, options: ReadOptions): Promise<FileSniff> {
      isNeeded = true;
      return sniffFile(file, options);
    },

    async planOne(file: File, options: ReadOptions): Promise<ReadPlan> {
      isNeeded = true;
      return makePlan([await sniffFile(file, options)], options);
    },

    makePlan: (sniffs: readonly FileSniff[], options: ReadOptions): ReadPlan => makePlan(sniffs, options),

    /** The plan for the slices that follow. */
    async follow(given: ReadPlan): Promise<void> {
      isNeeded = true;
      plan = given;
      forward?.bytes.close();
      forward = null;
      await stream?.close();
      stream = null;
    },

    /** `spare`: memory of a slice that nobody needs any more. */
    async slice(range: SliceRange, file: File, spare?: ArrayBuffer): Promise<Slice> {
      const mine = before.then(() => read(range, file, spare));
      before = mine.catch(() => undefined);
      return sent(await mine);
    },

    /** Begins to stream a file that has no places to begin at (gzip, UTF-16). */
    async openStream(fileNumber: number, file: File, sliceBytes: number): Promise<void> {
      await stream?.close();
      stream = openStream(planned(), fileNumber, file, sliceBytes);
    },

    async nextOfStream(): Promise<{ readonly slice: Slice; readonly consumed: number } | null> {
      const next = await stream?.next();
      if (!next) return null;
      return Comlink.transfer(next, [...next.slice.buffers]);
    },
  };
};

export type ReaderApi = ReturnType<typeof createReaderApi>;
