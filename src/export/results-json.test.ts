import { describe, expect, it } from 'vitest';
import { PART_CODE } from '../evaluation/part.ts';
import { buildRanking } from '../evaluation/rank.ts';
import { TUTORIAL } from '../recipe/presets.ts';
import { buildResults, type JudgedDetector, type ResultsInput, resultsText } from './results-json.ts';

const judged = (codes: readonly number[]): JudgedDetector => ({
  ranking: buildRanking(
    Float32Array.from(codes, (_, i) => i / 4),
    new Uint8Array(codes.length).fill(PART_CODE.test),
    Int32Array.from(codes),
    [
      { name: 'normal', truth: 'normal' },
      { name: '__proto__', truth: 'anomaly' },
    ],
  ),
  threshold: 0.25,
  thresholdFrom: 'by hand',
  judgedOn: 'test',
});

const input: ResultsInput = {
  app: { name: 'Strayflow', version: '0.0.0' },
  recipe: TUTORIAL,
  dataset: {
    name: 'day.csv',
    bytes: 10,
    rows: 4,
    columns: 2,
    format: 'generic',
    fingerprint: 'ab',
    receipt: [{ what: 'trimmed', count: 1, detail: 'Names trimmed', places: [{ value: '10.0.0.1' }] }],
  },
  backend: { name: 'wasm', renderer: 'WebAssembly', reason: 'chosen' },
  rows: { train: 0, validation: 0, test: 4 },
  milliseconds: {
    read: 1,
    prepare: 2,
    forestFit: 3,
    forestScore: 4,
    autoencoderFit: null,
    autoencoderScore: null,
    total: 10,
  },
  detectors: { isolationForest: judged([0, 0, 1, 1]) },
  training: null,
};

describe('results', () => {
  it('has the promised keys and exact figures', () => {
    const results = JSON.parse(resultsText(input));
    expect(Object.keys(results)).toEqual(['app', 'recipe', 'dataset', 'backend', 'rows', 'milliseconds', 'detectors']);
    const forest = results.detectors.isolationForest;
    expect(Object.keys(forest)).toEqual([
      'threshold',
      'thresholdFrom',
      'flagged',
      'scores',
      'judgedOn',
      'rocAuc',
      'averagePrecision',
      'confusionMatrix',
      'report',
      'recallPerClass',
    ]);
    expect(forest).toMatchObject({
      flagged: 2,
      rocAuc: 1,
      averagePrecision: 1,
      confusionMatrix: [
        [2, 0],
        [0, 2],
      ],
    });
    expect(forest.scores).toMatchObject({ count: 4, min: 0, max: 0.75, quantiles: { '0.5': 0.375 } });
    expect(Object.entries(forest.recallPerClass)).toEqual([['__proto__', 1]]);
    expect(forest.report['f1-score']).toBeUndefined();
    expect(forest.report.anomaly['f1-score']).toBe(1);
    expect(results.detectors.autoencoder).toBeNull();
    expect(results.dataset.receipt).toEqual([{ what: 'trimmed', count: 1, detail: 'Names trimmed' }]);
  });

  it('says null where labels lack, not nothing', () => {
    const { autoencoder } = buildResults({ ...input, detectors: { autoencoder: judged([-1, -1]) } }).detectors;
    expect(autoencoder).toMatchObject({
      rocAuc: null,
      averagePrecision: null,
      confusionMatrix: null,
      report: null,
      recallPerClass: null,
      epochs: null,
      loss: null,
    });
    const oneSide = buildResults({ ...input, detectors: { isolationForest: judged([0, 0]) } }).detectors
      .isolationForest;
    expect(oneSide).toMatchObject({
      rocAuc: null,
      confusionMatrix: [
        [2, 0],
        [0, 0],
      ],
    });
    const none = buildResults({ ...input, detectors: { isolationForest: judged([]) } }).detectors.isolationForest;
    expect(none!.scores).toEqual({ count: 0, min: null, max: null, quantiles: {} });
  });
});
