/** How a worker is made in the one file from disk: its code is inlined, and started from a blob: address. */
import DetectorWorker from './detector.worker.ts?worker&inline';
import ReaderWorker from './reader.worker.ts?worker&inline';
import TableWorker from './table.worker.ts?worker&inline';

export const spawnReader = (): Worker => new ReaderWorker({ name: 'reader' });

export const spawnTable = (): Worker => new TableWorker({ name: 'table' });

export const spawnDetector = (): Worker => new DetectorWorker({ name: 'detector' });
