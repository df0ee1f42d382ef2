/** What each column is for: as proposed, except where the recipe says otherwise. */
import { proposeRoles } from '../dataset/propose-roles.ts';
import type { Table } from '../dataset/table.ts';
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

export const columnWithRole = (uses: ReadonlyMap<string, ColumnUse>, role: ColumnUse['role']): string | undefined => {
  for (const [column, use] of uses) if (use.role === role) return column;
  return undefined;
};
