/** The ways in which a preset is put to the test: which rows train, which judge, and what of the labels training sees. */
import { createRng, shuffle } from '../../src/base/rng.ts';
import { labelSummaryOf } from '../../src/dataset/summarise.ts';
import type { Table } from '../../src/dataset/table.ts';
import { takeRows } from '../../src/dataset/take-rows.ts';
import type { Recipe } from '../../src/recipe/recipe.ts';
import { classesOf } from '../../src/run/classes.ts';
import { columnUses, columnWithRole } from '../../src/run/column-uses.ts';

export interface Protocol {
  readonly name: string;
  /** The table and the recipe that this protocol makes of them; null where it does not fit the table. */
  apply(table: Table, recipe: Recipe): { readonly table: Table; readonly recipe: Recipe } | null;
}

const MIXED_SHARE = 0.02;

const hasScoreOnly = (table: Table): boolean => table.sources.some(({ scoreOnly }) => scoreOnly);

/** All normal rows, and so many attacks that they make up 2%: a capture as it comes, seeded. */
const mixed = (table: Table, recipe: Recipe): Table | null => {
  const uses = columnUses(table, recipe);
  const label = columnWithRole(uses, 'label');
  if (!label || !labelSummaryOf(table, label)) return null;
  const classes = classesOf(table, label, columnWithRole(uses, 'attack-class'), recipe.label.normal);
  if (!classes) return null;
  const truth = (row: number) => classes.classes[classes.codes[row]!]?.truth;
  const all = Uint32Array.from({ length: table.rows }, (_, row) => row);
  const normal = all.filter((row) => truth(row) === 'normal');
  const attacks = shuffle(
    all.filter((row) => truth(row) === 'anomaly'),
    createRng(recipe.seed, 'mixed'),
  );
  const wanted = Math.round((normal.length * MIXED_SHARE) / (1 - MIXED_SHARE));
  if (attacks.length < wanted) return null;
  const rows = new Uint32Array([...normal, ...attacks.subarray(0, wanted)]).sort();
  return takeRows(table, rows);
};

export const PROTOCOLS: readonly Protocol[] = [
  {
    name: 'as the preset says',
    apply: (table, recipe) => ({ table, recipe }),
  },
  {
    name: 'normal rows train, 40% held back',
    apply: (table, recipe) =>
      hasScoreOnly(table)
        ? null
        : {
            table,
            recipe: { ...recipe, split: { ...recipe.split, train: 0.5, validation: 0.1, trainOn: 'normal' } },
          },
  },
  {
    name: 'unlabelled, 2% attacks mixed in',
    apply: (table, recipe) => {
      if (hasScoreOnly(table)) return null;
      const made = mixed(table, recipe);
      return (
        made && {
          table: made,
          recipe: {
            ...recipe,
            split: { ...recipe.split, kind: 'random', train: 0.5, validation: 0.1, trainOn: 'all' },
          },
        }
      );
    },
  },
];
