import * as v from 'valibot';
import type { FeatureInfo } from '../features/feature-matrix.ts';

/** The columns a saved detector was fitted on. */
export const featureInfosSchema = v.pipe(
  v.array(
    v.object({
      name: v.pipe(v.string(), v.maxLength(500)),
      source: v.pipe(v.string(), v.maxLength(500)),
      kind: v.picklist(['numeric', 'one-hot']),
    }) satisfies v.GenericSchema<FeatureInfo>,
  ),
  v.minLength(1),
  v.maxLength(100_000),
);
