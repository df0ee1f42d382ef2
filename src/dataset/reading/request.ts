/** What is asked of the readers. */
import type { FormatId } from '../format.ts';

export interface ReadRequest {
  readonly files: readonly File[];
  /** Taken instead of what the contents suggest. */
  readonly format?: FormatId;
  /** Names of files that are judged but never trained on. */
  readonly scoreOnly?: readonly string[];
  /** Share of the records to read, 0…1, seeded. */
  readonly sampleShare?: number;
  readonly seed?: number;
  /** Columns to read as text whatever they look like. */
  readonly asText?: readonly string[];
  /** Columns to read as numbers though the head holds none. */
  readonly asNumber?: readonly string[];
  /** Bytes of one slice; tests make it tiny to force every boundary. */
  readonly sliceBytes?: number;
  /** Largest table in bytes before a sample is offered instead; at most what a browser tab holds. */
  readonly maximumBytes?: number;
}

/** Options that travel to a worker: a request without its files. */
export type ReadOptions = Omit<ReadRequest, 'files'> & {
  /** JSON keys that were met after the head. */
  readonly addedKeys?: readonly string[];
};
