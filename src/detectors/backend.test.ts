/** What can be seen without a browser; webgl itself, and its loss, are tested in one. */
import { expect, test } from 'vitest';
import { openBackend } from './backend.ts';
import { onDevice, setDevice, setWatchdog } from './device.ts';
import { loadTensorFlow } from './tensorflow.ts';

test('auto takes wasm where there is no webgl, and says why', async () => {
  const report = await openBackend('auto', { wasmPaths: null });
  expect(report).toMatchObject({ name: 'wasm', renderer: 'WebAssembly, SIMD' });
  expect(report.reason).toMatch(/^WebAssembly is the fastest that works here with .* ms per step: WebGL does not work/);
  expect(report.probed.map((p) => [p.name, p.millisecondsPerStep === null])).toEqual([
    ['webgl', true],
    ['wasm', false],
  ]);
  expect((await loadTensorFlow()).core.getBackend()).toBe('wasm');
});

test('what is asked for but missing gives way to the next, which is said', async () => {
  const report = await openBackend('webgl', { wasmPaths: null });
  expect(report.name).toBe('wasm');
  expect(report.reason).toMatch(/^WebGL was asked for, WebAssembly runs: WebGL does not work here/);
});

test('a backend that was lost is not tried again', async () => {
  const report = await openBackend('auto', { wasmPaths: null, not: ['webgl', 'wasm'] });
  expect(report.name).toBe('cpu');
  expect(report.reason).toContain('WebGL was lost; WebAssembly was lost');
  await expect(openBackend('cpu', { wasmPaths: null, not: ['cpu'] })).rejects.toMatchObject({
    fault: { code: 'backend-unavailable' },
  });
});

const device = (isLost: () => boolean, lost: Promise<never> = new Promise(() => {})) => {
  let given = '';
  setDevice({ name: 'webgl', isLost, lost, giveUp: ({ message }) => (given = message) });
  return () => given;
};
const backendLost = { fault: { code: 'backend-lost' } };

test('a read that never ends is given up by the watchdog', async () => {
  const given = device(() => false);
  setWatchdog(20);
  await expect(onDevice(() => new Promise(() => {}))).rejects.toMatchObject(backendLost);
  expect(given()).toMatch(/did not answer for 0.02 s/);
  setWatchdog(20_000);
});

test('a read that answers from a lost device does not count', async () => {
  let lost = false;
  device(() => lost);
  await expect(onDevice(() => 7)).resolves.toBe(7);
  await expect(
    onDevice(() => {
      lost = true;
      return 0;
    }),
  ).rejects.toMatchObject(backendLost);
  await expect(onDevice(() => 7)).rejects.toMatchObject(backendLost);
});

test("an error on a living device is the work's own, on a lost one it is the loss", async () => {
  let lost = false;
  device(() => lost);
  const work = () => {
    throw new Error('no shader');
  };
  await expect(onDevice(work)).rejects.toThrow('no shader');
  lost = true;
  await expect(onDevice(work)).rejects.toMatchObject(backendLost);
  setDevice(undefined);
});
