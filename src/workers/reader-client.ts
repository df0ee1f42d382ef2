/**
 * The page's side of the readers: a pool of workers, one for each core but one (two on two cores), started when the page
 * is idle or a file is opened and, but for one, ended a while after the last. An abort ends them at once, since a parser
 * does not listen while it parses.
 */
import * as Comlink from 'comlink';
import { Cancelled, throwIfCancelled } from '../base/cancel.ts';
import type { ReadRequest } from '../dataset/reading/request.ts';
import type { Slice } from '../dataset/reading/slice.ts';
import { installFaultTransfer } from './fault-transfer.ts';
import type { ReaderApi } from './reader-api.ts';
import { type FinishAnswer, type ReadCall, type Reader, readFiles, type TableSink } from './reader-pool.ts';
import { openWorkerLink, type WorkerLink } from './worker-link.ts';

export type { FinishAnswer, ReadCall, ReadRequest, TableSink };

export interface ReaderClient {
  /** Starts the workers and has them compiled; does nothing where something is read or was. */
  warmUp(): void;
  /** Reads the files into the sink; ends with what the sink's `finish` gives, a FaultError, or Cancelled. */
  read<T>(request: ReadRequest, sink: TableSink<T>, call?: ReadCall): Promise<T>;
  dispose(): void;
}

export interface ReaderClientOptions {
  readonly spawn: () => Worker;
  /** Workers in the pool; as many as the cores suggest where left out. */
  readonly workers?: number;
  /** Milliseconds without work after which the workers are ended, but for one. */
  readonly idle?: number;
}

const readerOf = (link: WorkerLink<ReaderApi>): Reader => ({
  sniff: (file, options) => link.call((api) => api.sniff(file, options)),
  planOne: (file, options) => link.call((api) => api.planOne(file, options)),
  makePlan: (sniffs, options) => link.call((api) => api.makePlan(sniffs, options)),
  follow: (plan) => link.call((api) => api.follow(plan)),
  slice: (range, file, spare) => link.call((api) => api.slice(range, file, spare && Comlink.transfer(spare, [spare]))),
  openStream: (number, file, bytes) => link.call((api) => api.openStream(number, file, bytes)),
  nextOfStream: () => link.call((api) => api.nextOfStream()),
});

/** A slice that goes on to another worker without being copied. */
export const passOn = (slice: Slice): Slice => Comlink.transfer(slice, [...slice.buffers]);

/** Workers that wait for the first file; a file large enough for more has time to start them. */
const MOST_WARM = 3;

/** Milliseconds between two words of progress: each is a drawing of the page. */
const TELLING = 200;

/** Of the machine's memory, the share that a table may take: the features of the run and the browser itself need theirs. */
const TABLE_SHARE = 0.4;

/** Browsers tell the machine's memory in GiB, 8 at most, or not at all. */
const largestTable = (): number | undefined => {
  const { deviceMemory } = (globalThis.navigator ?? {}) as { readonly deviceMemory?: number };
  return deviceMemory && deviceMemory * 2 ** 30 * TABLE_SHARE;
};

/** The page needs little of its core while it waits for a file: only where there are three or more is one left to it. */
const readersFor = (cores: number): number => Math.max(Math.min(2, cores), cores - 1);

export const createReaderClient = ({ spawn, workers, idle = 20_000 }: ReaderClientOptions): ReaderClient => {
  installFaultTransfer();
  const size = Math.max(1, workers ?? readersFor(navigator.hardwareConcurrency || 2));
  const links = Array.from({ length: size }, () => openWorkerLink<ReaderApi>('reader', spawn));
  let timer: ReturnType<typeof setTimeout> | undefined;
  let current: AbortController | null = null;

  let isWarm = false;

  const end = (why?: Error): void => {
    for (const link of links) link.terminate(why);
  };
  /** One stays, compiled as it is: the next file is often a small one. */
  const endMost = (): void => {
    for (const link of links.slice(1)) link.terminate();
  };

  return {
    warmUp() {
      if (isWarm) return;
      isWarm = true;
      for (const link of links.slice(0, MOST_WARM)) link.call((api) => api.warmUp()).catch(() => {});
    },
    async read(request, sink, call = {}) {
      throwIfCancelled(call.signal);
      isWarm = true;
      clearTimeout(timer);
      // One reading at a time: a new one takes the place of the old.
      current?.abort();
      const mine = new AbortController();
      current = mine;
      const cancelled = new Promise<never>((_, reject) => {
        mine.signal.addEventListener('abort', () => {
          end(new Cancelled());
          reject(new Cancelled());
        });
      });
      cancelled.catch(() => undefined);
      const abort = (): void => mine.abort();
      call.signal?.addEventListener('abort', abort, { once: true });
      let over = false;
      // What is read at once needs no progress.
      let told = performance.now();
      try {
        const reading = readFiles({ maximumBytes: largestTable(), ...request }, links.map(readerOf), sink, {
          signal: mine.signal,
          onProgress: (progress) => {
            const now = performance.now();
            if (over || (now - told < TELLING && progress.done > 0 && progress.done < progress.total)) return;
            told = now;
            call.onProgress?.(progress);
          },
        });
        reading.catch(() => undefined);
        return await Promise.race([reading, cancelled]);
      } catch (thrown) {
        // The others may still parse for a reading that has failed.
        if (current === mine) mine.abort();
        throw thrown;
      } finally {
        over = true;
        call.signal?.removeEventListener('abort', abort);
        if (current === mine) {
          current = null;
          timer = setTimeout(endMost, idle);
        }
      }
    },
    dispose() {
      clearTimeout(timer);
      current?.abort();
      end();
    },
  };
};
