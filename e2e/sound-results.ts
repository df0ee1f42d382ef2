/** What must hold of the figures of any run that had labels. */
import { expect } from '@playwright/test';
import type { Results } from './page.ts';

export const expectSound = (results: Results): void => {
  const { rows, detectors, dataset } = results;
  expect(Object.keys(results).sort()).toEqual(
    ['app', 'backend', 'dataset', 'detectors', 'milliseconds', 'recipe', 'rows'].sort(),
  );
  expect(results.app.name).toBe('Strayflow');
  expect(results.app.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(dataset.fingerprint).not.toBe('');
  expect(rows.train).toBeGreaterThan(0);
  expect(rows.test).toBeGreaterThan(0);
  expect(rows.train + rows.validation + rows.test).toBeLessThanOrEqual(dataset.rows);
  for (const figure of Object.values(results.milliseconds)) expect(figure).toBeGreaterThanOrEqual(0);
  for (const detector of [detectors.isolationForest, detectors.autoencoder]) {
    const [[trueNormal, falseAlarm], [missed, caught]] = detector.confusionMatrix!;
    // Not judged: rows whose label says neither. Here every row has one.
    expect([rows.train, rows.validation, rows.test, rows.train + rows.validation + rows.test]).toContain(
      trueNormal + falseAlarm + missed + caught,
    );
    expect(detector.scores.min).toBeLessThan(detector.scores.max);
    expect(Number.isFinite(detector.threshold)).toBe(true);
    expect(detector.rocAuc).toBeGreaterThanOrEqual(0);
    expect(detector.rocAuc).toBeLessThanOrEqual(1);
    expect(detector.averagePrecision).toBeGreaterThan(0);
    expect(detector.report).not.toBeNull();
    expect(detector.recallPerClass).not.toBeNull();
  }
  // 2^(−E[h]/c(ψ)) lies in 0…1.
  expect(detectors.isolationForest.scores.min).toBeGreaterThan(0);
  expect(detectors.isolationForest.scores.max).toBeLessThan(1);
  const { epochs, loss, validationLoss, steps } = detectors.autoencoder;
  expect(epochs).toBeGreaterThan(0);
  expect(steps).toBeGreaterThanOrEqual(epochs);
  expect(loss).toHaveLength(epochs);
  expect(validationLoss).toHaveLength(epochs);
  expect(loss.at(-1)).toBeLessThan(loss[0]!);
};
