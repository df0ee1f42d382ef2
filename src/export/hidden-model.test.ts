import { expect, it } from 'vitest';
import { TUTORIAL } from '../recipe/presets.ts';
import { hiddenModel } from './hidden-model.ts';
import { modelText, parseModel } from './model-file.ts';
import { createPseudonymiser } from './pseudonymise.ts';

const by = createPseudonymiser(new Uint8Array(32));

const model = {
  app: { name: 'Strayflow', version: '0.1.0' },
  recipe: TUTORIAL,
  columns: [{ name: 'host', kind: 'text' as const, role: 'feature' }],
  features: {
    isolationForest: {
      encoding: { features: [{ kind: 'category', source: 'host', values: ['mail.example', null, '10.0.0.7'] }] },
    },
  },
  models: {
    isolationForest: {
      features: [
        { name: 'host = mail.example', source: 'host' },
        { name: 'host = 10.0.0.7', source: 'host' },
      ],
      trees: 3,
      parameters: 'A'.repeat(20_000),
    },
  },
  thresholds: { isolationForest: 0.6 },
  scores: {},
  drift: [{ kind: 'category' as const, column: 'host', values: ['mail.example', '10.0.0.7'], shares: [0.5, 0.5] }],
  references: [{ kind: 'category' as const, column: 'host', shares: [{ value: 'mail.example', share: 1 }] }],
  fingerprint: 'ab',
};

it('tells no address and no host name, the same hash wherever one stood', () => {
  const hidden = hiddenModel(model, by, new Set(['host']));
  const text = modelText(hidden);
  expect(text).not.toMatch(/mail\.example|10\.0\.0\.7/);
  const host = by.nameCell('mail.example');
  const address = by.nameCell('10.0.0.7');
  expect(parseModel(text)).toMatchObject({
    columns: model.columns,
    features: { isolationForest: { encoding: { features: [{ source: 'host', values: [host, null, address] }] } } },
    models: {
      isolationForest: { features: [{ name: `host = ${host}` }, { name: `host = ${address}` }], trees: 3 },
    },
    drift: [],
    references: [],
    hidden: ['host'],
    thresholds: model.thresholds,
  });
  expect(hidden.models.isolationForest).toMatchObject({ parameters: 'A'.repeat(20_000) });
});

it('leaves other columns as they are, but for addresses', () => {
  const hidden = hiddenModel(model, by, new Set());
  expect(JSON.stringify(hidden)).toContain('mail.example');
  expect(JSON.stringify(hidden)).not.toContain('10.0.0.7');
  expect(hidden).not.toHaveProperty('hidden');
  expect(hidden.drift).toHaveLength(1);
});
