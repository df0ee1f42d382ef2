/**
 * The inner loops of a training step in WebAssembly SIMD (assembly/loops.ts): four to seven times as fast as the same
 * loops on typed arrays.
 */
import { compileAssembly } from '../../base/assembly.ts';
import { type Arithmetic, typedArrayArithmetic } from './arithmetic.ts';
import code from './assembly/loops.ts?assembly';
import { BETA_1, BETA_2, EPSILON } from './optimizer.ts';

type FunctionName = Exclude<keyof Arithmetic, 'memory' | 'update'> | 'adam' | 'rmsprop' | 'sgd';
type Run = (...values: number[]) => void;

let compiled: WebAssembly.Module | null | undefined;

export const simdArithmetic = (size: number): Arithmetic => {
  if (compiled === undefined) compiled = compileAssembly(code);
  if (!compiled) return typedArrayArithmetic(size);
  // Sixteen bytes before everything else, for squaredError's sums.
  const start = 16;
  const pages = new WebAssembly.Memory({ initial: Math.ceil((start + size * 4) / 65536) });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory: pages } });
  const run = exports as unknown as Readonly<Record<FunctionName, Run>>;
  const place = (float: number): number => start + float * 4;
  const sums = new Float32Array(pages.buffer, 0, 4);
  return {
    memory: new Float32Array(pages.buffer, start, size),
    multiply: ({ a, aRow, aInner, b, bRow, c, cRow, start: from, rows, columns, inner }) =>
      run.multiply(
        place(a),
        aRow * 4,
        aInner * 4,
        place(b),
        bRow * 4,
        place(c),
        cRow * 4,
        place(from),
        rows,
        columns,
        inner,
      ),
    sumRows: (a, row, rows, columns, out) => run.sumRows(place(a), row * 4, rows, columns, place(out)),
    relu: (at, count) => run.relu(count, place(at)),
    reluSlope: (errors, outputs, count) => run.reluSlope(count, place(errors), place(outputs)),
    sigmoidSlope: (errors, outputs, count) => run.sigmoidSlope(count, place(errors), place(outputs)),
    squaredError: (x, y, errors, count, scale) => {
      run.squaredError(count, place(x), place(y), place(errors), scale, 0);
      return sums[0]! + sums[1]! + sums[2]! + sums[3]!;
    },
    update: (optimizer, rate, { first: a, second: b }, { count, parameters, gradient, first, second }) => {
      const beta = BETA_2[optimizer];
      const [w, g, m, v] = [place(parameters), place(gradient), place(first), place(second)];
      if (optimizer === 'adam') run.adam(count, w, g, m, v, rate * a, BETA_1, 1 - BETA_1, beta, 1 - beta, b, EPSILON);
      else if (optimizer === 'rmsprop') run.rmsprop(count, w, g, v, rate, beta, 1 - beta, EPSILON);
      else run.sgd(count, w, g, rate);
    },
  };
};
