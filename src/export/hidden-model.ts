/** A model without the addresses and host names it was trained on: categories get the same keyed hashes as the rows do. */
import type { ModelFile } from './model-file.ts';
import type { Pseudonymiser } from './pseudonymise.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** Every text of plain JSON changed, names of members left as they are. */
const mapTexts = (value: Json, change: (text: string) => string): Json => {
  if (typeof value === 'string') return change(value);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => mapTexts(item, change));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, change)]));
};

/** Parameters and trees are base64 of some length; no name is that long, and looking for addresses in them is waste. */
const LONGEST_NAME = 10_000;

type Body = Omit<ModelFile, 'format' | 'version'>;

const MOST_NAMED = 5;

export const hiddenNote = (columns: readonly string[]): string => {
  const more = columns.length > MOST_NAMED ? ` and ${columns.length - MOST_NAMED} more` : '';
  return `The model was saved without the values of ${columns.slice(0, MOST_NAMED).join(', ')}${more}, which name machines. Where it is opened, every value there counts as one it has never seen, so its scores differ from those here.`;
};

/**
 * `columns`: those that hold addresses or names of hosts. Where such a column was a feature, the hidden model takes its
 * values as unknown ones: that is the price of not telling them, and `hidden` of the file names those columns. How often
 * each value stood there is not told either.
 */
export const hiddenModel = (model: Body, by: Pseudonymiser, columns: ReadonlySet<string>): Body => {
  const known = new Map<string, string>();
  for (const reference of model.drift) {
    if (reference.kind !== 'category' || !columns.has(reference.column)) continue;
    for (const value of reference.values) {
      known.set(value, by.nameCell(value));
      known.set(`${reference.column} = ${value}`, `${reference.column} = ${by.nameCell(value)}`);
    }
  }
  const change = (text: string): string =>
    text.length > LONGEST_NAME ? text : (known.get(text) ?? by.addressesIn(text));
  const { features, models, drift, references, columns: own, recipe, ...rest } = model;
  const named = drift.flatMap(({ kind, column }) => (kind === 'category' && columns.has(column) ? [column] : []));
  const isTold = ({ column }: { readonly column: string }): boolean => !named.includes(column);
  const hidden = <T>(part: T): T => mapTexts(part as Json, change) as T;
  return {
    ...rest,
    recipe: { ...recipe, label: hidden(recipe.label) },
    columns: own,
    features: hidden(features),
    models: hidden(models),
    drift: drift
      .filter(isTold)
      .map((reference) =>
        reference.kind === 'category' ? { ...reference, values: reference.values.map(change) } : reference,
      ),
    ...(references && {
      references: references
        .filter(isTold)
        .map((reference) =>
          reference.kind === 'category'
            ? { ...reference, shares: reference.shares.map(({ value, share }) => ({ value: change(value), share })) }
            : reference,
        ),
    }),
    ...(named.length > 0 && { hidden: named }),
  };
};
