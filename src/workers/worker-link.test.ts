import * as Comlink from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import { Cancelled } from '../base/cancel.ts';
import { openWorkerLink, type WorkerLink } from './worker-link.ts';

const api = {
  double: (value: number): number => value * 2,
  never: (): Promise<never> => new Promise(() => {}),
};

/** A worker's two ends in one thread: what is exposed on one port is wrapped on the other. */
const fakes: { fail: (message: string) => void; isTerminated: boolean }[] = [];
const spawnFake = (): Worker => {
  const { port1, port2 } = new MessageChannel();
  Comlink.expose(api, port2);
  port1.start();
  const worker = Object.assign(port1 as unknown as Worker, {
    terminate() {
      port1.close();
      port2.close();
      fake.isTerminated = true;
    },
  });
  const fake = {
    isTerminated: false,
    fail: (message: string) =>
      worker.onerror?.call(worker, Object.assign(new Event('error', { cancelable: true }), { message }) as ErrorEvent),
  };
  fakes.push(fake);
  return worker;
};

describe('openWorkerLink', () => {
  let link: WorkerLink<typeof api> | undefined;
  afterEach(() => {
    link?.terminate();
    fakes.length = 0;
  });

  it('starts a worker at the first call only, and answers', async () => {
    link = openWorkerLink('test', spawnFake);
    expect(fakes).toHaveLength(0);
    expect(await link.call((remote) => remote.double(21))).toBe(42);
    expect(await link.call((remote) => remote.double(4))).toBe(8);
    expect(fakes).toHaveLength(1);
  });

  it('rejects what is under way when the worker fails, and starts another for the next call', async () => {
    link = openWorkerLink('test', spawnFake);
    const hanging = link.call((remote) => remote.never());
    fakes[0]!.fail('boom');
    await expect(hanging).rejects.toMatchObject({
      fault: { code: 'worker-died', message: expect.stringContaining('boom') },
    });
    expect(fakes[0]!.isTerminated).toBe(true);
    expect(await link.call((remote) => remote.double(1))).toBe(2);
    expect(link.generation).toBe(2);
  });

  it('gives a worker up that no longer answers, and leaves one alone that is only slow', async () => {
    let isAlive = true;
    const ping = (remote: { double(value: number): Promise<number> }): Promise<unknown> =>
      isAlive ? remote.double(1) : new Promise(() => {});
    link = openWorkerLink<typeof api>('test', spawnFake, { ping, every: 5, patience: 60 });
    const slow = link.call(
      (remote) => new Promise<number>((resolve) => setTimeout(() => void remote.double(3).then(resolve), 150)),
    );
    expect(await slow).toBe(6);
    isAlive = false;
    await expect(link.call((remote) => remote.never())).rejects.toMatchObject({ fault: { code: 'worker-died' } });
    expect(link.isRunning).toBe(false);
  });

  it('rejects every call with the reason it was ended for', async () => {
    link = openWorkerLink('test', spawnFake);
    const calls = [link.call((remote) => remote.never()), link.call((remote) => remote.never())];
    link.terminate(new Cancelled());
    for (const call of calls) await expect(call).rejects.toBeInstanceOf(Cancelled);
    expect(link.isRunning).toBe(false);
  });
});
