/** From a table and a saved model to what its detectors see: nothing is split or fitted, every kept row is judged. */
import { throwIfCancelled } from '../base/cancel.ts';
import { FaultError } from '../base/fault.ts';
import { COLUMN_ROLES, type ColumnRole } from '../dataset/roles.ts';
import type { Table } from '../dataset/table.ts';
import type { DetectorId } from '../detectors/detector.ts';
import { PART_CODE } from '../evaluation/part.ts';
import { type Featurizer, featurizerFromJson } from '../features/featurizer.ts';
import { keepRows } from '../features/impute.ts';
import { type ColumnReference, columnReferences } from '../features/reference.ts';
import type { Recipe } from '../recipe/recipe.ts';
import { classesOf } from './classes.ts';
import { columnUses, columnWithRole, timesOf } from './column-uses.ts';
import { daysOf, type PreparedTable, type PrepareOptions } from './prepare.ts';

/** What a model file says of features; each part is checked here before it is used. */
export interface SavedFeatures {
  readonly features: unknown;
  /** Columns of the file that the model was trained on. */
  readonly columns: readonly { readonly name: string; readonly role: string }[];
  /** What the training rows held, for words; older files lack it. */
  readonly references?: readonly ColumnReference[];
  /** Features whose values the file does not tell. */
  readonly hidden?: readonly string[];
}

const isRole = (role: string): role is ColumnRole => COLUMN_ROLES.some((known) => known === role);

const partOf = (features: unknown, id: DetectorId): unknown => {
  const part =
    typeof features === 'object' && features !== null ? (features as Record<string, unknown>)[id] : undefined;
  if (part !== undefined) return part;
  throw new FaultError({
    code: 'bad-model',
    message: 'The model file holds no fitted features.',
    advice: 'Take a model file that Strayflow saved, unchanged.',
  });
};

const listed = (names: readonly string[]): string =>
  names.slice(0, 8).join(', ') + (names.length > 8 ? ` and ${names.length - 8} more` : '');

export const prepareSaved = async (
  table: Table,
  recipe: Recipe,
  { features, columns, references, hidden = [] }: SavedFeatures,
  { signal, onProgress }: PrepareOptions = {},
): Promise<PreparedTable> => {
  const isolationForest = await featurizerFromJson(partOf(features, 'isolationForest'), table);
  const autoencoder = await featurizerFromJson(partOf(features, 'autoencoder'), table, isolationForest.encoding);
  const featurizers: Record<DetectorId, Featurizer> = { isolationForest, autoencoder };
  throwIfCancelled(signal);
  onProgress?.(0.5);

  // Roles are those of the training: what is proposed for this file may differ in a column or two.
  const roles = columns.flatMap(({ name, role }) => (isRole(role) ? [{ column: name, role }] : []));
  const uses = columnUses(table, { ...recipe, roles });
  const classes = classesOf(
    table,
    columnWithRole(uses, 'label'),
    columnWithRole(uses, 'attack-class'),
    recipe.label.normal,
  );
  const kept = keepRows(table, uses, recipe.features, recipe.rows.missing);
  const parts = new Uint8Array(table.rows);
  for (const row of kept.rows) parts[row] = PART_CODE.test;
  const leftOut = new Uint32Array(classes?.classes.length ?? 0);
  if (classes) {
    for (let row = 0; row < table.rows; row++) {
      const code = classes.codes[row]!;
      if (code >= 0 && parts[row] === 0) leftOut[code]!++;
    }
  }

  const times = timesOf(table, uses)?.values;
  const known = new Set(columns.map(({ name }) => name));
  const added = table.columns.map(({ name }) => name).filter((name) => !known.has(name));
  const { sources } = isolationForest.encoding;
  onProgress?.(0.8);
  const own = references ?? columnReferences(sources, kept.rows, recipe.seed);
  onProgress?.(1);
  return {
    prepared: {
      parts,
      fitted: new Uint8Array(table.rows),
      classCodes: classes?.codes ?? new Int32Array(table.rows).fill(-1),
      classes: (classes?.classes ?? []).map((each, i) => ({ ...each, leftOut: leftOut[i]! })),
      counts: {
        total: table.rows,
        leftOut: table.rows - kept.rows.length,
        train: 0,
        fitted: 0,
        validation: 0,
        test: kept.rows.length,
      },
      features: { isolationForest: isolationForest.features, autoencoder: autoencoder.features },
      references: own,
      referencesOf: references ? 'model' : 'capture',
      receipt: [
        ...kept.receipt,
        ...isolationForest.encoding.receipt,
        ...(added.length > 0
          ? [
              {
                what: 'columns-unknown-to-model',
                count: added.length,
                detail: `Columns that the saved model does not know were left aside: ${listed(added)}.`,
              },
            ]
          : []),
        ...(hidden.length > 0
          ? [
              {
                what: 'columns-hidden-in-model',
                count: hidden.length,
                detail: `The model was saved with addresses and host names hidden: every value of ${listed(hidden)} counted as one it has never seen.`,
              },
            ]
          : []),
      ],
      warnings: [],
      days: daysOf(times, kept.rows),
    },
    matrix: (id, rows) => featurizers[id].transform(rows),
    featurizers: () => ({ isolationForest: isolationForest.toJSON(), autoencoder: autoencoder.toJSON() }),
    sources,
  };
};
