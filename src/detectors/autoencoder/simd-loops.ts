/**
 * The inner loops of a training step as WebAssembly text, four floats at a time: the loops of arithmetic.ts. Places and
 * strides are counted in bytes here.
 */
import {
  type Code,
  countDown,
  type FunctionText,
  f32x4,
  get,
  i32,
  increase,
  increaseBy,
  join,
  set,
  tee,
  type ValueType,
  v128,
} from '../wasm-assembler.ts';

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

/** Sums of each column, four columns at a time. */
const sumRowsText = (): FunctionText => {
  const [a, row, rows, columns, out] = [0, 1, 2, 3, 4];
  const [k, p, sum] = [5, 6, 7];
  return {
    name: 'sumRows',
    parameters: i32s(5),
    locals: [...i32s(2), 'v128'],
    code: countDown(
      columns,
      4,
      f32x4.zero,
      set(sum),
      get(a),
      set(p),
      get(rows),
      set(k),
      countDown(k, 1, get(sum), get(p), f32x4.load(), f32x4.add, set(sum), increaseBy(p, row)),
      get(out),
      get(sum),
      f32x4.store(),
      increase(a, 16),
      increase(out, 16),
    ),
  };
};

/** A loop over four values at a time. Parameters: the count, then places, which all go on together; then factors. */
const eachText = (name: string, places: number, code: Code, factors = 0, locals: readonly ValueType[] = []) => ({
  name,
  parameters: [...i32s(1 + places), ...Array.from({ length: factors }, (): ValueType => 'f32')],
  locals,
  code: countDown(0, 4, code, ...Array.from({ length: places }, (_, i) => increase(1 + i, 16))),
});

const reluText = () => eachText('relu', 1, join(get(1), get(1), f32x4.load(), f32x4.zero, f32x4.max, f32x4.store()));
// errors, outputs
const reluSlopeText = () =>
  eachText(
    'reluSlope',
    2,
    join(get(1), get(1), f32x4.load(), get(2), f32x4.load(), f32x4.zero, f32x4.gt, v128.and, f32x4.store()),
  );
// errors, outputs; 1
const sigmoidSlopeText = () =>
  eachText(
    'sigmoidSlope',
    2,
    join(
      get(1),
      get(1),
      f32x4.load(),
      get(2),
      f32x4.load(),
      f32x4.mul,
      get(3),
      f32x4.splat,
      get(2),
      f32x4.load(),
      f32x4.sub,
      f32x4.mul,
      f32x4.store(),
    ),
    1,
  );
// x, y, errors; scale. The four partial sums stay in the local, and go to the first sixteen bytes of memory.
const squaredErrorText = (): FunctionText => {
  const [x, y, errors, scale, error, sum] = [1, 2, 3, 4, 5, 6];
  const loop = eachText(
    'squaredError',
    3,
    join(
      get(y),
      f32x4.load(),
      get(x),
      f32x4.load(),
      f32x4.sub,
      set(error),
      get(sum),
      get(error),
      get(error),
      f32x4.mul,
      f32x4.add,
      set(sum),
      get(errors),
      get(error),
      get(scale),
      f32x4.splat,
      f32x4.mul,
      f32x4.store(),
    ),
    1,
    vectors(2),
  );
  return { ...loop, code: join(loop.code, i32.const(0), get(sum), f32x4.store()) };
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

export const loopTexts = (): readonly FunctionText[] => [
  multiplyText(),
  sumRowsText(),
  reluText(),
  reluSlopeText(),
  sigmoidSlopeText(),
  squaredErrorText(),
  adamText(),
  rmspropText(),
  sgdText(),
];
