import { describe, expect, it } from 'vitest';
import { Cancelled } from '../base/cancel.ts';
import { rowNumbers } from '../base/row-numbers.ts';
import type { FeatureMatrix } from '../features/feature-matrix.ts';
import type { FeatureSource } from './prepared.ts';
import { scoreRows } from './score-rows.ts';

const ROWS = 20_000;

/** One feature: the row's number. */
const matrixOf = (rows: Uint32Array): FeatureMatrix => ({
  values: Float32Array.from(rows),
  rows: rows.length,
  features: [{ name: 'row', source: 'row', kind: 'numeric' }],
});

describe('scoreRows', () => {
  it('gives each row its own score, and asks for the next part while one is scored', async () => {
    const said: string[] = [];
    const source: FeatureSource = {
      matrix: async (_, rows) => {
        said.push(`ask ${rows[0]}`);
        return matrixOf(rows);
      },
    };
    const shares: number[] = [];
    const rows = rowNumbers(ROWS).reverse();
    const scores = await scoreRows(
      {
        id: 'isolationForest',
        score: async ({ values }) => {
          said.push(`score ${values[0]}`);
          return values.map((value) => value / 2);
        },
      },
      rows,
      source,
      { onScored: (share) => shares.push(share) },
    );
    expect(scores).toEqual(Float32Array.from(rows, (row) => row / 2));
    expect(said.slice(0, 4)).toEqual(['ask 19999', 'ask 11807', 'score 19999', 'ask 3615']);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('asks for no rows where there are none', async () => {
    const never = () => {
      throw new Error('asked');
    };
    expect(await scoreRows({ id: 'autoencoder', score: never }, new Uint32Array(), { matrix: never })).toHaveLength(0);
  });

  it('ends with Cancelled, or with what went wrong, though a part is still on its way', async () => {
    const stop = new AbortController();
    const late = async (_: unknown, rows: Uint32Array): Promise<FeatureMatrix> => {
      if (rows[0] !== 0) throw new Error('the worker is gone');
      return matrixOf(rows);
    };
    const cancelled = scoreRows(
      {
        id: 'isolationForest',
        score: async ({ values }) => {
          stop.abort();
          return values;
        },
      },
      rowNumbers(ROWS),
      { matrix: late },
      { signal: stop.signal },
    );
    await expect(cancelled).rejects.toBeInstanceOf(Cancelled);
    const failed = scoreRows({ id: 'isolationForest', score: async ({ values }) => values }, rowNumbers(ROWS), {
      matrix: late,
    });
    await expect(failed).rejects.toThrow('the worker is gone');
  });
});
