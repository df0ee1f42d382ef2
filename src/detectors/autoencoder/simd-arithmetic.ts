/**
 * The inner loops of a training step in WebAssembly SIMD, written out by wasm-assembler.ts when first needed: four to
 * seven times as fast as the same loops on typed arrays, for 600 bytes of code. Memory is counted in bytes here.
 */

import {
  assemble,
  type Code,
  countDown,
  type FunctionText,
  f32x4,
  get,
  increase,
  increaseBy,
  join,
  set,
  tee,
  type ValueType,
} from '../wasm-assembler.ts';
import { type Arithmetic, typedArrayArithmetic } from './arithmetic.ts';
import { BETA_1, BETA_2, EPSILON } from './optimizer.ts';

const i32s = (count: number): ValueType[] => Array.from({ length: count }, () => 'i32');
const vectors = (count: number): ValueType[] => Array.from({ length: count }, () => 'v128');
const FOUR = [0, 1, 2, 3] as const;

/** The product of arithmetic.ts, four rows by eight columns at a time, and by four where four are left. */
const multiplyText = (): FunctionText => {
  const [a, aRow, aInner, b, bRow, c, cRow, start, rows, columns, inner] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  // Locals after the parameters.
  const [n, bAt, cAt, sAt, k, q, out] = [11, 12, 13, 14, 15, 16, 17];
  const p = (row: number) => 18 + row;
  const sum = (row: number, v: number) => 22 + row * 2 + v;
  const right = (v: number) => 30 + v;
  const left = 32;

  const tile = (width: 1 | 2): Code => {
    const across = width === 1 ? [0] : [0, 1];
    return join(
      ...across.map((v) =>
        join(get(sAt), f32x4.load(16 * v), tee(sum(0, v)), tee(sum(1, v)), tee(sum(2, v)), set(sum(3, v))),
      ),
      get(a),
      set(p(0)),
      ...[1, 2, 3].map((row) => join(get(p(row - 1)), set(p(row)), increaseBy(p(row), aRow))),
      get(bAt),
      set(q),
      get(inner),
      set(k),
      countDown(
        k,
        1,
        ...across.map((v) => join(get(q), f32x4.load(16 * v), set(right(v)))),
        ...FOUR.map((row) =>
          join(
            get(p(row)),
            f32x4.loadSplat(),
            set(left),
            ...across.map((v) =>
              join(get(sum(row, v)), get(left), get(right(v)), f32x4.mul, f32x4.add, set(sum(row, v))),
            ),
            increaseBy(p(row), aInner),
          ),
        ),
        increaseBy(q, bRow),
      ),
      get(cAt),
      set(out),
      ...FOUR.map((row) =>
        join(...across.map((v) => join(get(out), get(sum(row, v)), f32x4.store(16 * v))), increaseBy(out, cRow)),
      ),
      ...[bAt, cAt, sAt].map((at) => increase(at, 16 * width)),
    );
  };
  return {
    name: 'multiply',
    parameters: i32s(11),
    locals: [...i32s(11), ...vectors(11)],
    code: countDown(
      rows,
      4,
      get(columns),
      set(n),
      get(b),
      set(bAt),
      get(c),
      set(cAt),
      get(start),
      set(sAt),
      countDown(n, 8, tile(2)),
      countDown(n, 4, tile(1)),
      ...FOUR.map(() => join(increaseBy(a, aRow), increaseBy(c, cRow))),
    ),
  };
};

/** Parameters of the updates: five places, then factors. A factor is spread over a vector at each use. */
const [COUNT, W, G, M, V] = [0, 1, 2, 3, 4];
const factor = (index: number): Code => join(get(5 + index), f32x4.splat);
const at = (place: number): Code => join(get(place), f32x4.load());
const updateText = (name: string, factors: number, code: Code, places: readonly number[]): FunctionText => ({
  name,
  parameters: [...i32s(5), ...Array.from({ length: factors }, (): ValueType => 'f32')],
  locals: [],
  code: countDown(COUNT, 4, code, ...places.map((place) => increase(place, 16))),
});

const decayed = (place: number, keep: number, take: number, value: Code): Code =>
  join(get(place), at(place), factor(keep), f32x4.mul, value, factor(take), f32x4.mul, f32x4.add, f32x4.store());
const squared = join(at(G), at(G), f32x4.mul);

// Factors: rate, then what each needs.
const adamText = () =>
  updateText(
    'adam',
    7,
    join(
      decayed(M, 1, 2, at(G)),
      decayed(V, 3, 4, squared),
      get(W),
      at(W),
      at(M),
      factor(0),
      f32x4.mul,
      at(V),
      factor(5),
      f32x4.mul,
      f32x4.sqrt,
      factor(6),
      f32x4.add,
      f32x4.div,
      f32x4.sub,
      f32x4.store(),
    ),
    [W, G, M, V],
  );
const rmspropText = () =>
  updateText(
    'rmsprop',
    4,
    join(
      decayed(V, 1, 2, squared),
      get(W),
      at(W),
      at(G),
      factor(0),
      f32x4.mul,
      at(V),
      factor(3),
      f32x4.add,
      f32x4.sqrt,
      f32x4.div,
      f32x4.sub,
      f32x4.store(),
    ),
    [W, G, V],
  );
const sgdText = () =>
  updateText('sgd', 1, join(get(W), at(W), at(G), factor(0), f32x4.mul, f32x4.sub, f32x4.store()), [W, G]);

type Run = (...values: number[]) => void;

let compiled: WebAssembly.Module | null | undefined;
/** Null where the browser has no SIMD, or a content policy forbids WebAssembly. */
const compile = (): WebAssembly.Module | null => {
  if (compiled !== undefined) return compiled;
  try {
    compiled = new WebAssembly.Module(assemble([multiplyText(), adamText(), rmspropText(), sgdText()]));
  } catch {
    compiled = null;
  }
  return compiled;
};

export const simdArithmetic = (size: number): Arithmetic => {
  const module = compile();
  if (!module) return typedArrayArithmetic(size);
  const pages = new WebAssembly.Memory({ initial: Math.max(1, Math.ceil((size * 4) / 65536)) });
  const { exports } = new WebAssembly.Instance(module, { env: { memory: pages } });
  const run = exports as unknown as Readonly<Record<'multiply' | 'adam' | 'rmsprop' | 'sgd', Run>>;
  const bytes = (floats: number): number => floats * 4;
  return {
    memory: new Float32Array(pages.buffer),
    multiply: ({ a, aRow, aInner, b, bRow, c, cRow, start, rows, columns, inner }) => {
      const places = [a, aRow, aInner, b, bRow, c, cRow, start].map(bytes);
      run.multiply(...places, rows, columns, inner);
    },
    update: (optimizer, rate, { first: a, second: b }, { count, parameters, gradient, first, second }) => {
      const beta = BETA_2[optimizer];
      const places = [count, bytes(parameters), bytes(gradient), bytes(first), bytes(second)];
      if (optimizer === 'adam') run.adam(...places, rate * a, BETA_1, 1 - BETA_1, beta, 1 - beta, b, EPSILON);
      else if (optimizer === 'rmsprop') run.rmsprop(...places, rate, beta, 1 - beta, EPSILON);
      else run.sgd(...places, rate);
    },
  };
};
