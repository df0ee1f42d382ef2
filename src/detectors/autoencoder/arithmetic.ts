/**
 * The inner loops of a training step, on places in one array of memory. Two versions: plain typed arrays here, and
 * WebAssembly SIMD in simd-arithmetic.ts. Places and strides are counted in floats.
 */
import { BETA_1, BETA_2, type Corrections, EPSILON, type Optimizer } from './optimizer.ts';

/** C[m, n] = start[n] + Σ_k A[m, k] · B[k, n] for m < rows, n < columns, k < inner. */
export interface Product {
  /** A[m, k] stands at a + m · aRow + k · aInner, so A may be read transposed. */
  readonly a: number;
  readonly aRow: number;
  readonly aInner: number;
  readonly b: number;
  readonly bRow: number;
  readonly c: number;
  readonly cRow: number;
  /** A row of `columns` values that the sums start from. */
  readonly start: number;
  /** Multiples of 4. */
  readonly rows: number;
  readonly columns: number;
  readonly inner: number;
}

export interface Update {
  readonly count: number;
  readonly parameters: number;
  readonly gradient: number;
  readonly first: number;
  readonly second: number;
}

export interface Arithmetic {
  readonly memory: Float32Array;
  multiply(product: Product): void;
  /** out[n] = Σ_m A[m, n]; `columns` a multiple of 4. */
  sumRows(a: number, row: number, rows: number, columns: number, out: number): void;
  /** Counts are multiples of 4 from here on. Sets values below zero to zero. */
  relu(at: number, count: number): void;
  /** Multiplies errors by relu's slope, a function of its own outputs: 0 where they are 0. */
  reluSlope(errors: number, outputs: number, count: number): void;
  /** Multiplies errors by y (1 − y), the slope of the sigmoid at its output y. */
  sigmoidSlope(errors: number, outputs: number, count: number): void;
  /** errors = scale · (y − x); returns Σ (y − x)². */
  squaredError(x: number, y: number, errors: number, count: number, scale: number): number;
  update(optimizer: Optimizer, rate: number, corrections: Corrections, places: Update): void;
}

export const typedArrayArithmetic = (size: number): Arithmetic => {
  const memory = new Float32Array(size);
  return {
    memory,
    multiply: ({ a, aRow, aInner, b, bRow, c, cRow, start, rows, columns, inner }) => {
      // Four by four sums at a time: each value read from memory is used four times.
      for (let m = 0; m < rows; m += 4) {
        for (let n = 0; n < columns; n += 4) {
          let c00 = memory[start + n]!;
          let c01 = memory[start + n + 1]!;
          let c02 = memory[start + n + 2]!;
          let c03 = memory[start + n + 3]!;
          let c10 = c00;
          let c11 = c01;
          let c12 = c02;
          let c13 = c03;
          let c20 = c00;
          let c21 = c01;
          let c22 = c02;
          let c23 = c03;
          let c30 = c00;
          let c31 = c01;
          let c32 = c02;
          let c33 = c03;
          let left = a + m * aRow;
          let right = b + n;
          for (let k = 0; k < inner; k++) {
            const b0 = memory[right]!;
            const b1 = memory[right + 1]!;
            const b2 = memory[right + 2]!;
            const b3 = memory[right + 3]!;
            const a0 = memory[left]!;
            const a1 = memory[left + aRow]!;
            const a2 = memory[left + 2 * aRow]!;
            const a3 = memory[left + 3 * aRow]!;
            c00 += a0 * b0;
            c01 += a0 * b1;
            c02 += a0 * b2;
            c03 += a0 * b3;
            c10 += a1 * b0;
            c11 += a1 * b1;
            c12 += a1 * b2;
            c13 += a1 * b3;
            c20 += a2 * b0;
            c21 += a2 * b1;
            c22 += a2 * b2;
            c23 += a2 * b3;
            c30 += a3 * b0;
            c31 += a3 * b1;
            c32 += a3 * b2;
            c33 += a3 * b3;
            left += aInner;
            right += bRow;
          }
          let out = c + m * cRow + n;
          memory[out] = c00;
          memory[out + 1] = c01;
          memory[out + 2] = c02;
          memory[out + 3] = c03;
          out += cRow;
          memory[out] = c10;
          memory[out + 1] = c11;
          memory[out + 2] = c12;
          memory[out + 3] = c13;
          out += cRow;
          memory[out] = c20;
          memory[out + 1] = c21;
          memory[out + 2] = c22;
          memory[out + 3] = c23;
          out += cRow;
          memory[out] = c30;
          memory[out + 1] = c31;
          memory[out + 2] = c32;
          memory[out + 3] = c33;
        }
      }
    },
    sumRows: (a, row, rows, columns, out) => {
      memory.fill(0, out, out + columns);
      for (let m = 0; m < rows; m++) {
        for (let n = 0; n < columns; n++) memory[out + n]! += memory[a + m * row + n]!;
      }
    },
    relu: (at, count) => {
      for (let i = at; i < at + count; i++) memory[i] = Math.max(memory[i]!, 0);
    },
    reluSlope: (errors, outputs, count) => {
      for (let i = 0; i < count; i++) if (memory[outputs + i]! <= 0) memory[errors + i] = 0;
    },
    sigmoidSlope: (errors, outputs, count) => {
      for (let i = 0; i < count; i++) {
        const y = memory[outputs + i]!;
        memory[errors + i]! *= y * (1 - y);
      }
    },
    squaredError: (x, y, errors, count, scale) => {
      let sum = 0;
      for (let i = 0; i < count; i++) {
        const error = memory[y + i]! - memory[x + i]!;
        sum += error * error;
        memory[errors + i] = error * scale;
      }
      return sum;
    },
    update: (optimizer, rate, { first: a, second: b }, { count, parameters, gradient, first, second }) => {
      const beta = BETA_2[optimizer];
      for (let i = 0; i < count; i++) {
        const g = memory[gradient + i]!;
        if (optimizer === 'sgd') memory[parameters + i]! -= rate * g;
        else {
          const v = beta * memory[second + i]! + (1 - beta) * g * g;
          memory[second + i] = v;
          if (optimizer === 'rmsprop') memory[parameters + i]! -= (rate * g) / Math.sqrt(v + EPSILON);
          else {
            const m = BETA_1 * memory[first + i]! + (1 - BETA_1) * g;
            memory[first + i] = m;
            memory[parameters + i]! -= (rate * m * a) / (Math.sqrt(v * b) + EPSILON);
          }
        }
      }
    },
  };
};
