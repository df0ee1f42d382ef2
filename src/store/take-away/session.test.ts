import { describe, expect, it } from 'vitest';
import { TUTORIAL } from '../../recipe/presets.ts';
import { parseSession } from './session.ts';

const kept = {
  version: 1,
  recipe: { ...TUTORIAL, seed: 7 },
  basePreset: 'recommended',
  thresholds: { isolationForest: 0.6 },
  ranking: 'autoencoder',
  dataset: { name: 'day.csv and 1 more', rows: 500, fingerprint: 'ab', origin: 'files', scoreOnly: ['night.csv'] },
  handles: [{ kind: 'file', name: 'day.csv' }],
};

describe('what lies on the shelf', () => {
  it('comes back as it went', () => {
    expect(parseSession(structuredClone(kept))).toEqual(kept);
  });

  it.each([
    ['nothing', undefined],
    ['another thing', 'session'],
    ['another version', { ...kept, version: 2 }],
    ['settings that no schema allows', { ...kept, recipe: { ...TUTORIAL, seed: -1 } }],
    ['no settings', { ...kept, recipe: undefined }],
  ])('is left where it is: %s', (_, value) => {
    expect(parseSession(value)).toBeNull();
  });

  it('of an older version says nothing of files that are scored only', () => {
    const { scoreOnly: _, ...older } = kept.dataset;
    expect(parseSession({ ...kept, dataset: older })?.dataset?.scoreOnly).toEqual([]);
    const odd = { ...kept.dataset, scoreOnly: [3, 'a.csv'] };
    expect(parseSession({ ...kept, dataset: odd })?.dataset?.scoreOnly).toEqual(['a.csv']);
  });

  it('loses what makes no sense, and no more', () => {
    const odd = {
      ...kept,
      thresholds: { isolationForest: Number.NaN, autoencoder: '3', combined: 0.5 },
      ranking: 'another',
      dataset: { name: 3 },
      handles: [null, { kind: 'directory' }],
    };
    expect(parseSession(odd)).toMatchObject({
      recipe: { seed: 7 },
      thresholds: { combined: 0.5 },
      ranking: 'isolationForest',
      dataset: null,
      handles: [],
    });
  });
});
