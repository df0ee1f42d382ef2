/** What each column is for: as proposed, except where the recipe says otherwise. */
import { proposeRoles } from '../dataset/propose-roles.ts';
import type { Table, TimeColumn } from '../dataset/table.ts';
import type { ColumnUse } from '../features/source-columns.ts';
import type { Recipe } from '../recipe/recipe.ts';

/** Roles for columns that the table does not have are left aside: a recipe may come from another capture. */
export const columnUses = (table: Table, recipe: Recipe): ReadonlyMap<string, ColumnUse> => {
  const uses = new Map<string, ColumnUse>();
  for (const { column, role, meaning } of proposeRoles(table)) uses.set(column, { role, meaning });
  for (const { column, role, meaning } of recipe.roles) {
    const proposed = uses.get(column);
    if (proposed) uses.set(column, { role, meaning: meaning ?? proposed.meaning });
  }
  return uses;
};

/**
 * The times of the flows: when they began, where that is known, rather than whatever time comes first (a date without a
 * clock, when the log was written).
 */
export const timesOf = (table: Table, uses: ReadonlyMap<string, ColumnUse>): TimeColumn | undefined => {
  const times = table.columns.filter(
    (column): column is TimeColumn =>
      column.kind === 'time' && column.missing < table.rows && uses.get(column.name)?.role !== 'ignored',
  );
  return times.find(({ name }) => uses.get(name)?.meaning === 'time') ?? times[0];
};

/** The same whatever a recipe says of roles: what the page draws along. */
export const proposedTimesOf = (table: Table): TimeColumn | undefined =>
  timesOf(table, new Map(proposeRoles(table).map(({ column, role, meaning }) => [column, { role, meaning }])));

export const columnWithRole = (uses: ReadonlyMap<string, ColumnUse>, role: ColumnUse['role']): string | undefined => {
  for (const [column, use] of uses) if (use.role === role) return column;
  return undefined;
};
