/** A table as the page knows it: see summary.ts. */
import { cellText } from './cell-text.ts';
import { FORMAT_NAMES } from './format.ts';
import { formatById } from './formats/all.ts';
import { profileColumn, profileRows, valueCounts } from './profile.ts';
import { proposeRoles } from './propose-roles.ts';
import type { ColumnSpread, LabelSummary, TableSummary } from './summary.ts';
import type { Table } from './table.ts';

const FIRST_ROWS = 50;
const MOST_LABEL_VALUES = 500;

/** Values and proposed normal values of a column, were it the label. Null where there is no such column. */
export const labelSummaryOf = (table: Table, name: string): LabelSummary | null => {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) return null;
  const values = valueCounts(column, MOST_LABEL_VALUES);
  const own = table.format === 'generic' ? undefined : formatById(table.format).isNormal;
  let normal = own ? values.filter(({ value }) => own(value)) : [];
  if (normal.length === 0) {
    // Outlier sets mark rows with 1 and −1, and do not agree on which: the more frequent one is the usual.
    const isSigned = values.length === 2 && values.every(({ value }) => /^-?1(?:\.0)?$/.test(value));
    normal = isSigned ? values.slice(0, 1) : values.filter(({ value }) => formatById('generic').isNormal!(value));
  }
  return { column: name, values, normal: normal.map(({ value }) => value) };
};

export const labelSummary = (table: Table, name: string): LabelSummary =>
  labelSummaryOf(table, name) ?? { column: name, values: [], normal: [] };

/** Bytes of the sources on disk. */
const bytesOf = (table: Table): number => table.sources.reduce((sum, source) => sum + source.bytes, 0);

export interface SummaryFacts {
  /** What was seen that led to the format: the reading plan's `formatReason`. */
  readonly formatReason?: string;
  readonly milliseconds?: number;
  /** The reading plan's. */
  readonly sampleShare?: number;
}

/** Everything but what the values spread over, which takes longest to count. */
export const outline = (table: Table, facts: SummaryFacts = {}): TableSummary => {
  const proposals = proposeRoles(table);
  const label = proposals.find((proposal) => proposal.role === 'label');
  const shown = Math.min(table.rows, FIRST_ROWS);
  return {
    name: table.name,
    format: table.format,
    formatName: FORMAT_NAMES[table.format],
    formatReason: facts.formatReason ?? 'made here',
    bytes: bytesOf(table),
    rows: table.rows,
    columns: table.columns.map((column, i) => ({
      name: column.name,
      kind: column.kind,
      missing: column.missing,
      infinite: column.kind === 'number' ? column.infinite : 0,
      distinct: 0,
      sampled: false,
      numeric: null,
      top: [],
      proposal: proposals[i]!,
      pending: true,
    })),
    firstRows: Array.from({ length: shown }, (_, row) => table.columns.map((column) => cellText(column, row))),
    label: label ? labelSummaryOf(table, label.column) : null,
    receipt: table.receipt,
    fingerprint: table.fingerprint,
    sources: table.sources,
    milliseconds: facts.milliseconds ?? 0,
    ...(facts.sampleShare !== undefined && facts.sampleShare < 1 ? { sampleShare: facts.sampleShare } : {}),
  };
};

/** Column after column, so that whoever counts them can breathe between two. */
export const spreads = function* (table: Table): Generator<ColumnSpread> {
  const sample = profileRows(table.rows);
  for (const column of table.columns) yield profileColumn(column, sample);
};

export const summarise = (table: Table, facts: SummaryFacts = {}): TableSummary => {
  const summary = outline(table, facts);
  const counted = [...spreads(table)];
  return { ...summary, columns: summary.columns.map(({ proposal }, i) => ({ ...counted[i]!, proposal })) };
};
