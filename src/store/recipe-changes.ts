/** Changes of a recipe that the page offers; each gives a new recipe, named a preset again where it equals one. */
import type { ColumnRole } from '../dataset/roles.ts';
import type { TableSummary } from '../dataset/summary.ts';
import { RECOMMENDED, TUTORIAL } from '../recipe/presets.ts';
import type { Recipe } from '../recipe/recipe.ts';
import type { Warning } from '../run/prepared.ts';

/** What belongs to the dataset or the machine, not to the method: a preset stays that preset whatever these are. */
const withoutCircumstances = ({ preset, seed, backend, roles, label, ...method }: Recipe): string =>
  JSON.stringify(method);
const TUTORIAL_METHOD = withoutCircumstances(TUTORIAL);
const RECOMMENDED_METHOD = withoutCircumstances(RECOMMENDED);

export const named = (recipe: Recipe): Recipe => {
  const method = withoutCircumstances(recipe);
  const preset = method === TUTORIAL_METHOD ? 'tutorial' : method === RECOMMENDED_METHOD ? 'recommended' : 'custom';
  return preset === recipe.preset ? recipe : { ...recipe, preset };
};

/** The preset's method with this dataset's roles and labels and this machine's engine and seed kept. */
export const withPreset = (recipe: Recipe, preset: 'tutorial' | 'recommended'): Recipe => {
  const base = preset === 'tutorial' ? TUTORIAL : RECOMMENDED;
  return { ...base, seed: recipe.seed, backend: recipe.backend, roles: recipe.roles, label: recipe.label };
};

/** Only what fits the table that was opened stays: a recipe may come from a link made with another file. */
export const fittedTo = (recipe: Recipe, summary: TableSummary): Recipe => {
  const names = new Set(summary.columns.map((column) => column.name));
  const roles = recipe.roles.filter((role) => names.has(role.column));
  const values = new Set(summary.label?.values.map((entry) => entry.value) ?? []);
  const normal = recipe.label.normal?.every((value) => values.has(value)) ? recipe.label.normal : null;
  return { ...recipe, roles, label: { normal } };
};

const proposedRole = (summary: TableSummary, column: string): ColumnRole | undefined =>
  summary.columns.find((profile) => profile.name === column)?.proposal.role;

export const withRole = (recipe: Recipe, summary: TableSummary, column: string, role: ColumnRole): Recipe => {
  const others = recipe.roles.filter((entry) => entry.column !== column);
  const roles = proposedRole(summary, column) === role ? others : [...others, { column, role }];
  return { ...recipe, roles };
};

/** One column at most is the label: the one before becomes 'ignored', so that it cannot turn into a feature. */
export const withLabelColumn = (recipe: Recipe, summary: TableSummary, column: string | null): Recipe => {
  let next: Recipe = { ...recipe, label: { normal: null } };
  for (const profile of summary.columns) {
    const role = next.roles.find((entry) => entry.column === profile.name)?.role ?? profile.proposal.role;
    if (profile.name === column) next = withRole(next, summary, profile.name, 'label');
    else if (role === 'label') next = withRole(next, summary, profile.name, 'ignored');
  }
  return next;
};

export const withRemedy = (
  recipe: Recipe,
  summary: TableSummary | null,
  remedy: NonNullable<Warning['remedy']>,
): Recipe => {
  switch (remedy.change) {
    case 'train-on-normal':
      return named({ ...recipe, split: { ...recipe.split, trainOn: 'normal' } });
    case 'fill-missing':
      return named({ ...recipe, rows: { ...recipe.rows, missing: 'fill' } });
    case 'ignore-column':
      return remedy.column !== undefined && summary ? withRole(recipe, summary, remedy.column, 'ignored') : recipe;
  }
};
