/** How a worker is made in the one file from disk: one script for all three is inlined, and started from a blob: address. */
import AnyWorker from './any.worker.ts?worker&inline';

export const spawnReader = (): Worker => new AnyWorker({ name: 'reader' });

export const spawnTable = (): Worker => new AnyWorker({ name: 'table' });

export const spawnDetector = (): Worker => new AnyWorker({ name: 'detector' });
