/** Columns reckoned from others by their meaning: network features and flow windows, as columns like any other. */
import type { Column, Table } from '../dataset/table.ts';
import { networkColumns } from './network.ts';
import type { FeatureSettings } from './settings.ts';
import type { Meanings, SourceColumn } from './source-columns.ts';
import { windowColumns } from './window-columns.ts';

/** Lets messages through in a long loop; see createPacer. */
export type Pace = () => Promise<void> | undefined;

export const derivedSources = async (
  table: Table,
  meanings: Meanings,
  settings: FeatureSettings,
  pace: Pace,
  /** True where features are fitted, false where they follow what was fitted. */
  toFit = false,
): Promise<SourceColumn[]> => {
  const columns: Column[] = [];
  if (settings.network) columns.push(...networkColumns(table, meanings, toFit));
  await pace();
  if (settings.windows) columns.push(...(await windowColumns(table, meanings, pace)));
  return columns
    .map((column): SourceColumn => ({ column, as: column.kind === 'text' ? 'category' : 'numeric', derived: true }))
    .filter(({ as }) => as === 'numeric' || settings.categories === 'one-hot');
};
