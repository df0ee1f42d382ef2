/**
 * Whether all values are finite, asked of every matrix before it is fitted on. In WebAssembly, a piece at a time: it is
 * asked once a matrix, and what runs once JavaScript interprets.
 */
import { compileAssembly } from '../base/assembly.ts';
import code from './assembly/finite.ts?assembly';

/** Values at a time: one page of memory. */
const PIECE = 16_384;
/** Values that are looked at together. */
const STEP = 8;

type Check = (values: Float32Array) => boolean;

export const allFiniteInJavaScript: Check = (values) => {
  // What is not finite gives no zero when multiplied by it: one pass without a branch.
  let zero = 0;
  for (let i = 0; i < values.length; i++) zero += values[i]! * 0;
  return zero === 0;
};

const start = (): Check => {
  const module = compileAssembly(code);
  if (!module) return allFiniteInJavaScript;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { finite } = new WebAssembly.Instance(module, { env: { memory } }).exports as {
    finite(from: number, end: number): number;
  };
  const piece = new Float32Array(memory.buffer, 0, PIECE);
  return (values) => {
    for (let from = 0; from < values.length; from += PIECE) {
      const some = values.subarray(from, from + PIECE);
      piece.set(some);
      const end = Math.ceil(some.length / STEP) * STEP;
      piece.fill(0, some.length, end);
      if (!finite(0, end * 4)) return false;
    }
    return true;
  };
};

let check: Check | undefined;

export const allFinite: Check = (values) => {
  check ??= start();
  return check(values);
};
