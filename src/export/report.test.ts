import { describe, expect, it } from 'vitest';
import { buildRanking } from '../evaluation/rank.ts';
import { TUTORIAL } from '../recipe/presets.ts';
import { withSetting } from '../recipe/setting-value.ts';
import { plotSvg } from './chart-svg.ts';
import { createPseudonymiser } from './pseudonymise.ts';
import { type ReportInput, reportHtml } from './report.ts';

const EVIL = `<script>alert(1)</script>"'&<img src=x onerror=alert(2)>`;

const judged = (rows: number, labelled: boolean, name = 'scan', power = 1) => ({
  ranking: buildRanking(
    Float32Array.from({ length: rows }, (_, i) => (((i * 7919) % 1009) / 1009) ** power + (i % 10 === 0 ? 0.5 : 0)),
    new Uint8Array(rows).fill(3),
    Int32Array.from({ length: rows }, (_, i) => (labelled ? (i % 10 === 0 ? 1 : 0) : -1)),
    [
      { name: 'benign', truth: 'normal' },
      { name, truth: 'anomaly' },
    ],
  ),
  threshold: 0.9,
  thresholdFrom: 'By hand.',
  judgedOn: 'test' as const,
  tunedOnJudged: false,
});

const input = (more: Partial<ReportInput> = {}): ReportInput => ({
  app: { name: 'Strayflow', version: '0.1.0' },
  made: '2024-05-01T10:00:00Z',
  recipe: withSetting(TUTORIAL, 'autoencoder.epochs', 7),
  dataset: {
    name: 'day.csv',
    bytes: 1,
    rows: 5000,
    columns: 3,
    format: 'generic',
    fingerprint: 'ab'.repeat(32),
    receipt: [{ what: 'x', count: 2, detail: 'Names trimmed', places: [{ value: 'secret-cell' }] }],
  },
  backend: { name: 'wasm', renderer: 'WebAssembly', reason: 'chosen' },
  rows: { train: 10, validation: 0, test: 5000 },
  milliseconds: {
    read: 1,
    prepare: 1,
    forestFit: 1,
    forestScore: 1,
    autoencoderFit: 1,
    autoencoderScore: 1,
    total: 1234,
  },
  detectors: { isolationForest: judged(5000, true), autoencoder: judged(5000, true, 'scan', 20) },
  training: { epochs: 3, steps: 30, loss: [3, 2, 1], validationLoss: [3, 2.5, 2.4], stoppedEarly: true, bestEpoch: 2 },
  warnings: [],
  ...more,
});

/** Tags must close in order; void elements and the doctype stand alone. */
const unbalanced = (html: string): string | null => {
  const open: string[] = [];
  for (const [, close, name, self] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*?(\/?)>/g)) {
    if (self === '/' || ['meta', 'br'].includes(name!)) continue;
    if (close === '') open.push(name!);
    else if (open.pop() !== name) return name!;
  }
  return open.length === 0 ? null : open.join();
};

describe('reportHtml', () => {
  const html = reportHtml(input());

  it('holds figures, charts, settings, receipt and words', () => {
    for (const text of [
      'Isolation Forest',
      'Classification report',
      'weighted avg',
      'Recall per attack class',
      'average precision',
      'validation loss',
      'best epoch 2',
      'One setting differs from the Tutorial preset',
      '7 epochs',
      'Names trimmed',
      'ab'.repeat(32),
    ]) {
      expect(html).toContain(text);
    }
    expect(html.match(/<svg /g)!.length).toBe(5);
    expect(html).toContain('score (log axis)');
    expect(html).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('is well formed, without script, outside address or cell', () => {
    expect(unbalanced(html)).toBeNull();
    expect(html).not.toMatch(/<script|javascript:|<link|@import|url\(|src=|href=/i);
    expect(html.replace('http://www.w3.org/2000/svg', '').match(/https?:/g)?.length ?? 0).toBe(4);
    expect(html).not.toContain('secret-cell');
    expect(html.length).toBeLessThan(300_000);
  });

  it('escapes whatever comes from the file', () => {
    const evil = reportHtml(
      input({
        dataset: {
          ...input().dataset,
          name: EVIL,
          format: EVIL,
          fingerprint: EVIL,
          receipt: [{ what: EVIL, count: 1, detail: EVIL }],
        },
        backend: { name: 'webgl', renderer: EVIL, reason: EVIL },
        recipe: withSetting(TUTORIAL, 'label.normal', [EVIL]),
        detectors: { isolationForest: { ...judged(200, true, EVIL), thresholdFrom: EVIL, tunedOnJudged: true } },
        warnings: [EVIL],
      }),
    );
    expect(evil).not.toMatch(/<script|<img/i);
    expect(unbalanced(evil)).toBeNull();
    expect(evil).toContain('tuned on the labels');
  });

  it('knows no test rows where a saved model scored them', () => {
    const scored = { ...judged(5000, true), judgedOn: 'all' as const };
    const saved = reportHtml(
      input({ rows: { train: 0, validation: 0, test: 5000 }, detectors: { isolationForest: scored }, training: null }),
    );
    expect(saved).toContain('a saved model scored all 5,000 rows');
    expect(saved).toContain('Judged on all rows: ');
    expect(saved).not.toMatch(/Judged on the test rows|[0-9] test rows/);
    expect(html).toMatch(/Judged on the test rows/);
  });

  it('hides addresses where asked', () => {
    const by = createPseudonymiser(new Uint8Array(32));
    const shown = reportHtml(
      input({ dataset: { ...input().dataset, name: '10.1.2.3.csv' }, warnings: ['from 10.1.2.3'], pseudonyms: by }),
    );
    expect(shown).not.toMatch(/from 10\.1\.2\.3/);
    expect(shown).toContain(by.addressesIn('10.1.2.3'));
  });

  it('stands no labels, no rows, no training, thousands of classes', () => {
    const bare = reportHtml(input({ detectors: { isolationForest: judged(50, false) }, training: null }));
    expect(bare).toContain('No labels');
    expect(bare).not.toContain('Over all thresholds');
    const none = reportHtml(input({ detectors: { autoencoder: judged(0, true) } }));
    expect(none).toContain('No row has a score');
    expect(unbalanced(none)).toBeNull();
    const classes = 3000;
    const many = {
      ...judged(1, true),
      ranking: buildRanking(
        Float32Array.from({ length: classes }, (_, i) => i),
        new Uint8Array(classes).fill(3),
        Int32Array.from({ length: classes }, (_, i) => i),
        Array.from({ length: classes }, (_, i) => ({
          name: `class ${i}`,
          truth: i === 0 ? ('normal' as const) : ('anomaly' as const),
        })),
      ),
    };
    const wide = reportHtml(input({ detectors: { isolationForest: many } }));
    expect(wide).toContain('more');
    expect(wide.length).toBeLessThan(2_000_000);
  });
});

describe('plotSvg', () => {
  it('keeps points inside the frame and draws ticks on both scales', () => {
    for (const xScale of ['linear', 'log'] as const) {
      const svg = plotSvg({
        description: 'd',
        xLabel: 'x',
        yLabel: 'y',
        xScale,
        x: [0.01, 100],
        y: [0, 1],
        series: [
          {
            name: 's',
            style: 'normal',
            points: [
              { x: 0, y: 5 },
              { x: 1e9, y: -1 },
            ],
          },
        ],
        mark: { x: -3, label: 'm' },
      });
      expect(svg).not.toContain('NaN');
      for (const [, x] of svg.matchAll(/[ML]([\d.-]+) /g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(56);
        expect(Number(x)).toBeLessThanOrEqual(626);
      }
      expect(svg.match(/class="tick"/g)!.length).toBeGreaterThan(6);
    }
  });
});
