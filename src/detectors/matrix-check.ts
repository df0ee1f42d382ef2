/** What both detectors ask of a matrix before they take it. */
import { FaultError } from '../base/fault.ts';
import type { FeatureInfo, FeatureMatrix } from '../features/feature-matrix.ts';
import { allFinite } from './all-finite.ts';

/** Enough rows and columns to fit on, and no value that is not finite. */
export const checkFit = ({ values, rows, features }: FeatureMatrix, detector: string): void => {
  if (features.length === 0) {
    throw new FaultError({
      code: 'no-feature',
      message: `There is no feature to train the ${detector} on.`,
      advice: 'Give at least one column the role of a feature.',
    });
  }
  if (rows === 0) {
    throw new FaultError({
      code: 'too-few-rows',
      message: `There is no row to train the ${detector} on.`,
      advice: 'Open a file with more rows, or let fewer rows be left out.',
    });
  }
  if (allFinite(values)) return;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i]!)) continue;
    const { name } = features[i % features.length]!;
    throw new FaultError({
      code: 'unexpected',
      message: `The feature “${name}” is ${values[i]} in row ${Math.floor(i / features.length)} of the matrix.`,
      advice: 'This is a bug in Strayflow. Leave the column out and try again.',
      column: name,
    });
  }
};

/** The very columns, in the order, that the detector was fitted on. */
export const checkColumns = (fitted: readonly FeatureInfo[], given: readonly FeatureInfo[]): void => {
  const names = new Set(given.map((f) => f.name));
  const known = new Set(fitted.map((f) => f.name));
  const missing = fitted.filter((f) => !names.has(f.name)).map((f) => f.name);
  const added = given.filter((f) => !known.has(f.name)).map((f) => f.name);
  const inOrder = fitted.length === given.length && fitted.every((f, i) => f.name === given[i]!.name);
  if (inOrder) return;
  const list = (columns: readonly string[]) =>
    columns.length > 5 ? `${columns.slice(0, 5).join(', ')} and ${columns.length - 5} more` : columns.join(', ');
  const said = [
    ...(missing.length > 0 ? [`missing: ${list(missing)}`] : []),
    ...(added.length > 0 ? [`not known to the model: ${list(added)}`] : []),
    ...(missing.length + added.length === 0 ? ['in another order'] : []),
  ];
  throw new FaultError({
    code: 'columns-missing',
    message: `The features are not those the model was fitted on; ${said.join('; ')}.`,
    advice: 'Open a file with the same columns, or train a new model on this one.',
  });
};
