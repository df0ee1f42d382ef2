/** How far a table's columns moved from what a saved model saw of them. */
import { type ColumnDrift, categoryDrift, type DriftReference, numericDrift } from '../evaluation/drift.ts';
import { codesOf, numbersOf, type SourceColumn } from '../features/source-columns.ts';

/** One figure for each reference whose column is here, in the references' order. */
export const driftOf = (
  sources: readonly SourceColumn[],
  references: readonly DriftReference[],
): readonly ColumnDrift[] => {
  const byName = new Map(sources.map((source) => [source.column.name, source.column]));
  return references.flatMap((reference) => {
    const column = byName.get(reference.column);
    if (!column) return [];
    if (reference.kind === 'numeric') return [numericDrift(reference, numbersOf(column))];
    const { codes, dictionary } = codesOf(column);
    return [categoryDrift(reference, codes, dictionary)];
  });
};
