import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FaultError } from '../base/fault.ts';
import { TUTORIAL } from '../recipe/presets.ts';
import { type ModelFile, modelText, parseModel } from './model-file.ts';

const model: ModelFile = {
  format: 'strayflow-model',
  version: 1,
  app: { name: 'Strayflow', version: '0.1.0' },
  recipe: TUTORIAL,
  columns: [{ name: 'bytes', kind: 'number', role: 'feature' }],
  features: { anything: [1, 2, { deep: null }] },
  models: { isolationForest: { trees: [] } },
  thresholds: { isolationForest: 0.6 },
  scores: { isolationForest: { edges: [0, 0.5, 1], counts: [3, 4] } },
  drift: [
    { kind: 'numeric', column: 'bytes', edges: [1, 2], shares: [0.2, 0.3, 0.5] },
    { kind: 'category', column: 'proto', values: ['tcp'], shares: [1] },
  ],
  references: [
    { kind: 'numeric', column: 'bytes', percentiles: [1, 1, 2] },
    { kind: 'category', column: 'proto', shares: [{ value: 'tcp', share: 1 }] },
  ],
  hidden: ['src'],
  fingerprint: 'ab12',
};
const messageOf = (source: string): string => {
  try {
    parseModel(source);
  } catch (error) {
    if (error instanceof FaultError && error.fault.code === 'bad-model') return error.fault.message;
    throw error;
  }
  return 'accepted';
};

describe('model file', () => {
  it('comes back as it went', () => {
    expect(parseModel(modelText(model))).toEqual(model);
    expect(parseModel(`\uFEFF${modelText(model)}`)).toEqual(model);
    const { references, hidden, ...older } = model;
    expect(references && hidden).toBeDefined();
    expect(parseModel(modelText(older))).toEqual(older);
  });

  it.each([
    ['', 'not JSON'],
    ['{', 'not JSON'],
    ['[]', 'not a Strayflow model'],
    ['null', 'not a Strayflow model'],
    ['{"format":"other"}', 'not a Strayflow model'],
    ['{"format":"strayflow-model","version":2}', 'newer Strayflow'],
    ['{"format":"strayflow-model","version":1}', 'damaged at'],
  ])('%s', (source, wanted) => {
    expect(messageOf(source)).toContain(wanted);
  });

  it('names what is damaged', () => {
    const broken = (change: object) => messageOf(JSON.stringify({ ...model, ...change }));
    expect(broken({ recipe: { ...TUTORIAL, seed: -1 } })).toContain('"seed" cannot be -1');
    expect(broken({ scores: { combined: { edges: [0, 1], counts: [] } } })).toContain('scores.combined');
    expect(broken({ drift: [{ kind: 'numeric', column: 'b', edges: [2, 1], shares: [1, 0, 0] }] })).toContain(
      'drift.0.edges',
    );
    expect(broken({ references: [{ kind: 'numeric', column: 'b', percentiles: [2, 1] }] })).toContain('references.0');
    expect(broken({ thresholds: { isolationForest: 'high' } })).toContain('thresholds.isolationForest');
  });

  it('any text gives a model or a bad-model', () => {
    const whole = modelText(model);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc
            .tuple(fc.nat(whole.length), fc.string({ maxLength: 3 }))
            .map(([at, put]) => whole.slice(0, at) + put + whole.slice(at + 1)),
        ),
        (source) => {
          expect(typeof messageOf(source)).toBe('string');
        },
      ),
      { numRuns: 300 },
    );
  }, 30_000);
});
