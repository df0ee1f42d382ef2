/** A row's reasons with their words and the distribution each value stands in. */
import type { Recipe } from '../../recipe/recipe.ts';
import type { ColumnReference, Prepared } from '../../run/prepared.ts';
import type { ToldReason } from '../../workers/protocol.ts';
import { memoise } from '../memoise.ts';
import { selectActiveRun, selectTable } from '../selectors.ts';
import type { AppState } from '../state.ts';
import { type Distribution, distributionOf } from './distribution.ts';
import { type ReasonWords, reasonWords } from './reason-words.ts';

export interface ReasonReader {
  readonly words: (reason: ToldReason, cells: readonly string[] | undefined) => ReasonWords;
  readonly distribution: (reason: ToldReason, cells: readonly string[] | undefined) => Distribution | null;
}

const readerOf = memoise((prepared: Prepared, recipe: Recipe, names: readonly string[]): ReasonReader => {
  const references = new Map<string, ColumnReference>(
    prepared.references.map((reference) => [reference.column, reference]),
  );
  const places = new Map(names.map((name, i) => [name, i]));
  const trained = recipe.split.trainOn === 'normal' ? 'the normal rows trained on' : 'the rows trained on';
  const of = prepared.referencesOf === 'capture' ? 'the rows of this capture' : trained;
  const cellOf = ({ column, cell }: ToldReason, cells: readonly string[] | undefined): string | undefined => {
    const at = places.get(column);
    return at === undefined ? cell : cells?.[at];
  };
  return {
    words: (reason, cells) => reasonWords(reason, references.get(reason.column), cellOf(reason, cells), of),
    distribution: (reason, cells) => distributionOf(references.get(reason.column), cellOf(reason, cells)),
  };
});
const namesOf = memoise((columns: readonly { readonly name: string }[]): readonly string[] =>
  columns.map(({ name }) => name),
);

export const selectReasonReader = (s: AppState): ReasonReader | null => {
  const run = selectActiveRun(s);
  const table = selectTable(s);
  return run?.output && table ? readerOf(run.output.prepared, run.recipe, namesOf(table.columns)) : null;
};
