import type { Column, Table } from '../dataset/table.ts';
import type { Meanings } from './source-columns.ts';
export const networkColumns = (_table: Table, _meanings: Meanings): Column[] => [];
