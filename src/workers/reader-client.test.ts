import * as Comlink from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { Cancelled } from '../base/cancel.ts';
import type { ReadPlan } from '../dataset/reading/plan.ts';
import { createReaderApi, type ReaderApi } from './reader-api.ts';
import { createReaderClient, type ReaderClient, type TableSink } from './reader-client.ts';

const TEXT = `a,b\n${Array.from({ length: 3000 }, (_, i) => `${i},x${i % 5}`).join('\n')}\n`;
const file = new File([TEXT], 'flows.csv', { lastModified: 1 });

interface Fake {
  readonly worker: Worker;
  isTerminated: boolean;
}
let fakes: Fake[] = [];

/** A reader worker in this thread. Node clones no File into a port, so the real file is put in its place. */
const spawnWith = (change: (api: ReaderApi) => Partial<ReaderApi>) => (): Worker => {
  const { port1, port2 } = new MessageChannel();
  const api = createReaderApi();
  const local: ReaderApi = {
    ...api,
    sniff: (_file, options) => api.sniff(file, options),
    planOne: (_file, options) => api.planOne(file, options),
    slice: (range) => api.slice(range, file),
    ...change(api),
  };
  Comlink.expose(local, port2);
  port1.start();
  const fake: Fake = {
    isTerminated: false,
    worker: Object.assign(port1 as unknown as Worker, {
      terminate() {
        port1.close();
        port2.close();
        fake.isTerminated = true;
      },
    }),
  };
  fakes.push(fake);
  return fake.worker;
};

/** Counts what it is given. */
const countingSink = (): TableSink<number> & { readonly plans: ReadPlan[] } => {
  let rows = 0;
  const plans: ReadPlan[] = [];
  return {
    plans,
    async begin(plan) {
      plans.push(plan);
      rows = 0;
    },
    async add(slice) {
      rows += slice.rows;
      return slice.buffers[0];
    },
    finish: async () => ({ kind: 'done', summary: rows }),
  };
};

// A File does not cross Node's message ports; any cloneable stand-in does, since the fakes read the file above.
const stand = Object.assign({ size: file.size, name: file.name, lastModified: 1 }) as unknown as File;
const request = { files: [stand], sliceBytes: 500 };

describe('createReaderClient', () => {
  let client: ReaderClient;
  afterEach(() => {
    client.dispose();
    fakes = [];
  });

  it('reads with all its workers, and ends all but one when idle', async () => {
    client = createReaderClient({ spawn: spawnWith(() => ({})), workers: 3, idle: 20 });
    const seen: number[] = [];
    const rows = await client.read(request, countingSink(), { onProgress: ({ done }) => seen.push(done) });
    expect(rows).toBe(3000);
    expect(fakes).toHaveLength(3);
    expect(seen.at(-1)).toBe(file.size);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(fakes.map(({ isTerminated }) => isTerminated)).toEqual([false, true, true]);
    expect(await client.read(request, countingSink())).toBe(3000);
  });

  it('starts no more than a few before there is something to read, once', async () => {
    let warmed = 0;
    client = createReaderClient({ spawn: spawnWith(() => ({ warmUp: async () => void warmed++ })), workers: 8 });
    client.warmUp();
    client.warmUp();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([fakes.length, warmed]).toEqual([3, 3]);
    expect(await client.read(request, countingSink())).toBe(3000);
    expect(fakes).toHaveLength(8);
  });

  it('ends at once on an abort, and reads again after', async () => {
    let stuck = true;
    const spawn = spawnWith((api) => ({
      slice: (range) => (stuck && range.slice === 3 ? new Promise(() => {}) : api.slice(range, file)),
    }));
    client = createReaderClient({ spawn, workers: 2 });
    const controller = new AbortController();
    const reading = client.read(request, countingSink(), { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    const started = performance.now();
    await expect(reading).rejects.toBeInstanceOf(Cancelled);
    expect(performance.now() - started).toBeLessThan(300);
    expect(fakes.every(({ isTerminated }) => isTerminated)).toBe(true);
    stuck = false;
    expect(await client.read(request, countingSink())).toBe(3000);
  });

  it('says that a worker died, and reads again after', async () => {
    let dies = true;
    const spawn = spawnWith((api) => ({
      slice: (range) => (dies && range.slice === 2 ? new Promise(() => {}) : api.slice(range, file)),
    }));
    client = createReaderClient({ spawn, workers: 1 });
    const reading = client.read(request, countingSink());
    setTimeout(() => {
      const event = Object.assign(new Event('error', { cancelable: true }), { message: 'out of memory' });
      fakes[0]!.worker.onerror?.(event as ErrorEvent);
    }, 50);
    await expect(reading).rejects.toMatchObject({ fault: { code: 'worker-died' } });
    dies = false;
    expect(await client.read(request, countingSink())).toBe(3000);
  });

  it('hands a fault on whole', async () => {
    client = createReaderClient({ spawn: spawnWith(() => ({})), workers: 1 });
    const failing = client.read({ ...request, format: 'zeek-json' }, countingSink());
    await expect(failing).rejects.toMatchObject({ fault: { code: 'not-a-table', file: 'flows.csv' } });
  });

  it('drops an older reading for a new one', async () => {
    client = createReaderClient({ spawn: spawnWith(() => ({})), workers: 1 });
    const older = client.read(request, countingSink());
    const newer = client.read(request, countingSink());
    await expect(older).rejects.toBeInstanceOf(Cancelled);
    expect(await newer).toBe(3000);
  });
});
