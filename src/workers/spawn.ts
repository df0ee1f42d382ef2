/**
 * How a worker is made on a hosted page: a file of its own, fetched when first needed. The build for one file from disk
 * takes spawn.single.ts in this module's place, so both export the same names.
 */
export const spawnReader = (): Worker =>
  new Worker(new URL('./reader.worker.ts', import.meta.url), { type: 'module', name: 'reader' });

export const spawnTable = (): Worker =>
  new Worker(new URL('./table.worker.ts', import.meta.url), { type: 'module', name: 'table' });

export const spawnDetector = (): Worker =>
  new Worker(new URL('./detector.worker.ts', import.meta.url), { type: 'module', name: 'detector' });
