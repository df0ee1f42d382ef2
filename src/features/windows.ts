import type { Column, Table } from '../dataset/table.ts';
import type { Meanings } from './source-columns.ts';
export const windowColumns = async (
  _table: Table,
  _meanings: Meanings,
  _pace: () => Promise<void> | undefined,
): Promise<Column[]> => [];
