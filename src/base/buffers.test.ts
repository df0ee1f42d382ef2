import { expect, test } from 'vitest';
import { buffersIn } from './buffers.ts';

test('each buffer in plain data is named once', () => {
  const shared = new ArrayBuffer(8);
  const own = new Float64Array(2);
  const data = { a: new Uint8Array(shared), b: [new Int16Array(shared), { c: own }, 'text', null, 3], d: undefined };
  expect(buffersIn(data)).toEqual([shared, own.buffer]);
  expect(buffersIn(null)).toEqual([]);
});
