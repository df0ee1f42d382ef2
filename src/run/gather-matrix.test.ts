import { describe, expect, it } from 'vitest';
import { Cancelled } from '../base/cancel.ts';
import { rowNumbers } from '../base/row-numbers.ts';
import type { FeatureMatrix } from '../features/feature-matrix.ts';
import { gatherMatrix, untilCancelled } from './gather-matrix.ts';

const features = ['row', 'half'].map((name) => ({ name, source: name, kind: 'numeric' as const }));
const matrixOf = (rows: Uint32Array): FeatureMatrix => ({
  values: Float32Array.from({ length: rows.length * 2 }, (_, i) => rows[i >> 1]! / (1 + (i & 1))),
  rows: rows.length,
  features,
});

describe('gatherMatrix', () => {
  it('is the matrix of all rows at once, whatever their number', async () => {
    for (const count of [0, 1, 32_768, 32_769, 100_000]) {
      const rows = rowNumbers(count).reverse();
      const asked: number[] = [];
      const made = await gatherMatrix(
        {
          matrix: (_, some) => {
            asked.push(some.length);
            return matrixOf(some);
          },
        },
        'autoencoder',
        rows,
      );
      expect(made).toEqual(matrixOf(rows));
      expect(Math.max(...asked)).toBeLessThanOrEqual(32_768);
    }
  });
});

describe('untilCancelled', () => {
  it('waits no longer for an answer than the run lasts', async () => {
    const stop = new AbortController();
    const asked = untilCancelled({ matrix: () => new Promise(() => {}) }, stop.signal).matrix(
      'autoencoder',
      rowNumbers(3),
    );
    stop.abort();
    await expect(asked).rejects.toBeInstanceOf(Cancelled);
  });

  it('passes on what comes, and what goes wrong at once or later', async () => {
    const { signal } = new AbortController();
    const rows = rowNumbers(3);
    const made = await untilCancelled({ matrix: (_, some) => matrixOf(some) }, signal).matrix('autoencoder', rows);
    expect(made).toEqual(matrixOf(rows));
    const late = untilCancelled({ matrix: () => Promise.reject(new Error('late')) }, signal);
    await expect(late.matrix('autoencoder', rows)).rejects.toThrow('late');
    const early = untilCancelled(
      {
        matrix: () => {
          throw new Error('early');
        },
      },
      signal,
    );
    await expect(early.matrix('autoencoder', rows)).rejects.toThrow('early');
  });
});
