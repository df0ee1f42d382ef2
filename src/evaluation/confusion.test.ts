import { describe, expect, it } from 'vitest';
import { recallPerClass } from './class-recall.ts';
import { confusionAt } from './confusion.ts';
import { type Row, rankingOf } from './ranking-for-tests.ts';

const CLASSES = [
  { name: 'benign', truth: 'normal' },
  { name: 'scan', truth: 'anomaly' },
  { name: 'flood', truth: 'anomaly' },
  { name: 'odd', truth: 'unknown' },
] as const;

const ROWS: readonly Row[] = [
  { score: 0.1, of: 0 },
  { score: 0.5, of: 0 },
  { score: 0.6, of: 0 },
  { score: 0.5, of: 1 },
  { score: 0.7, of: 1 },
  { score: 0.2, of: 2 },
  { score: 0.9, of: 3 },
  { score: 0.9, of: -1 },
  { score: 0.9, of: 1, part: 'train' },
];
const ranking = rankingOf(
  ROWS.map((row) => ({ ...row, score: row.score * 1024 })),
  CLASSES,
);

describe('confusionAt', () => {
  it('flags strictly above, counts unlabelled rows apart, per class', () => {
    const at = confusionAt(ranking, 'test', 512);
    expect(at.matrix).toEqual([
      [2, 1],
      [2, 1],
    ]);
    expect(at).toMatchObject({ rows: 8, flagged: 4, unknown: { rows: 2, flagged: 2 }, labelled: true });
    expect(at.classes).toEqual([
      { classIndex: -1, name: '', truth: 'unknown', rows: 1, flagged: 1 },
      { classIndex: 0, name: 'benign', truth: 'normal', rows: 3, flagged: 1 },
      { classIndex: 1, name: 'scan', truth: 'anomaly', rows: 2, flagged: 1 },
      { classIndex: 2, name: 'flood', truth: 'anomaly', rows: 1, flagged: 0 },
      { classIndex: 3, name: 'odd', truth: 'unknown', rows: 1, flagged: 1 },
    ]);
  });

  it('adds parts together for all rows, and stands none', () => {
    expect(confusionAt(ranking, 'all', 512).classes[2]).toMatchObject({ rows: 3, flagged: 2 });
    expect(confusionAt(ranking, 'validation', 0)).toMatchObject({ rows: 0, flagged: 0, labelled: false, classes: [] });
    expect(confusionAt(rankingOf([{ score: 1, of: -1 }]), 'test', 0)).toMatchObject({
      rows: 1,
      flagged: 1,
      labelled: false,
    });
  });
});

describe('recallPerClass', () => {
  it('worst first, with what it takes to catch nine in ten', () => {
    const recalls = recallPerClass(ranking, 'test', 512);
    expect(recalls.map((entry) => [entry.name, entry.recall])).toEqual([
      ['flood', 0],
      ['scan', 0.5],
    ]);
    expect(recalls[0]!.needed).toEqual({ threshold: Math.fround(0.1 * 1024), flagged: 7, falseAlarms: 2 });
    expect(recallPerClass(ranking, 'test', 512, 0.5)[1]!.needed).toMatchObject({ flagged: 3, falseAlarms: 0 });
  });
});
