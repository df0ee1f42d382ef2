/** What each column is probably for, from its name, its type and its values; each proposal with its reason. */

import { formatById } from './formats/all.ts';
import { factOfName } from './formats/column-names.ts';
import { normaliseName } from './formats/format-module.ts';
import type { ColumnMeaning, RoleProposal } from './roles.ts';
import type { Column, Table } from './table.ts';

/** More different values than this share of the rows: a name of something, not a property of a flow. */
const NAME_LIKE = 0.5;
/** Values of a column that may be a label at most. */
const MOST_CLASSES = 200;
const SEEN_ROWS = 2000;
/** What tools write where nobody has labelled yet. */
const UNLABELLED = /^(?:NeedManualLabel|no ?label|un-?labell?ed|\(empty\)|-)$/i;

const isAddress = (text: string): boolean =>
  /^\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(text) ||
  /^(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%\w+)?$/i.test(text) ||
  /^(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text);

/** Whole numbers that grow by one from row to row. */
const isRunningNumber = (column: Column, rows: number): boolean => {
  if (column.kind !== 'number' || rows < 20 || column.missing > 0) return false;
  const { values } = column;
  const seen = Math.min(rows, SEEN_ROWS);
  for (let i = 1; i < seen; i++) if (values[i] !== values[i - 1]! + 1) return false;
  return true;
};

/** Values that only a column about attacks has: "good" or "0" may stand for anything. */
const NORMAL_VALUE = /^(?:normal|benign|benign[ _-]?traffic|background|legit(?:imate)?)\.?$/i;
const MOST_KINDS = 60;

/** The value that makes a column look like a label, whatever its name; null where there is none. */
const normalValueOf = (column: Column): string | null => {
  if (column.kind !== 'text' || column.dictionary.length < 2 || column.dictionary.length > MOST_KINDS) return null;
  return column.dictionary.find((value) => NORMAL_VALUE.test(value.trim())) ?? null;
};

/** The words of a name that is not known as a whole: "Attack Label (binary)" speaks of a label all the same. */
const soundsLikeLabel = (normalised: string): boolean =>
  /(?:^| )(?:label|class|ground ?truth|is attack)(?:$| )/.test(normalised) && !NETWORK_LABEL.test(normalised);

/** Labels that a packet carries, and classes that a router makes. */
const NETWORK_LABEL = /(?:flow|mpls|vlan|ipv6|traffic|service|address|device) (?:label|class)/;

/** Beside a label, whatever else is called so: its code, its copy. */
const soundsLikeCopy = (normalised: string): boolean =>
  /(?:^| )(?:label|ground ?truth|is ?(?:attack|anomaly|malicious))(?:$| )/.test(normalised) &&
  !NETWORK_LABEL.test(normalised);

const byValues = (column: Column, rows: number): Omit<RoleProposal, 'column'> => {
  if (column.kind === 'time') return { role: 'timestamp', reason: 'holds times' };
  if (column.kind === 'number') {
    if (column.missing + column.infinite >= rows) return { role: 'ignored', reason: 'no row has a value' };
    if (isRunningNumber(column, rows)) return { role: 'identifier', reason: 'counts the rows' };
    return { role: 'feature', reason: 'holds numbers' };
  }
  if (column.missing >= rows) return { role: 'ignored', reason: 'no row has a value' };
  if (holdsAddresses(column)) {
    return { role: 'identifier', reason: 'holds addresses, which name machines' };
  }
  if (column.overflowed || (column.dictionary.length > 100 && column.dictionary.length > rows * NAME_LIKE)) {
    return { role: 'identifier', reason: 'a different value in nearly every row' };
  }
  return { role: 'feature', reason: 'holds categories' };
};

const propose = (table: Table, column: Column): RoleProposal => {
  const { name } = column;
  const normalised = normaliseName(name);
  const format = formatById(table.format);
  const fact = { ...factOfName(normalised), ...format.column?.(normalised) };
  const values = byValues(column, table.rows);
  const meaning = fact.meaning === undefined ? {} : { meaning: fact.meaning };
  if (table.sources.length > 1 && name.startsWith('source file')) {
    return { column: name, role: 'ignored', reason: 'the file that the row came from' };
  }
  if (fact.role && fact.role !== 'feature') {
    return { column: name, role: fact.role, reason: fact.reason ?? 'known by its name', ...meaning };
  }
  // What a name calls a feature is one only if its values can be: a running number or an empty column cannot.
  if (values.role !== 'feature') return { column: name, ...values, ...meaning };
  return { column: name, role: 'feature', reason: fact.reason ?? values.reason, ...meaning };
};

const holdsAddresses = ({ dictionary }: Extract<Column, { kind: 'text' }>): boolean => {
  const seen = dictionary.slice(0, 200);
  return seen.filter(isAddress).length >= seen.length * 0.9;
};

/** How well a column stands for its meaning, where several are called so: the first of the best is taken. */
const fitness = ({ column: name, meaning }: RoleProposal, columnNamed: ReadonlyMap<string, Column>): number => {
  const column = columnNamed.get(name)!;
  if (meaning === 'source-address' || meaning === 'destination-address') {
    // Splunk calls the file that an event came from its source.
    return column.kind === 'text' && holdsAddresses(column) ? 1 : 0;
  }
  if (meaning !== 'time' || column.kind !== 'time') return 0;
  if (column.timeOfDayOnly) return 1;
  // When a flow began goes before when somebody wrote of it.
  return /(?:^| )(?:start|first|begin)/.test(normaliseName(name)) ? 3 : 2;
};

const distinctOf = (column: Column): number => {
  if (column.kind === 'text') return column.dictionary.length;
  const seen = new Set<number>();
  for (const value of column.values) {
    if (!Number.isNaN(value)) seen.add(value);
    if (seen.size > MOST_CLASSES) break;
  }
  return seen.size;
};

/** Only one column is the label, the others of that kind name the attack; meanings are given once, to the first. */
const settle = (table: Table, proposals: readonly RoleProposal[]): RoleProposal[] => {
  const columnNamed = new Map(table.columns.map((column) => [column.name, column]));
  const settled = proposals.map(
    (proposal) => ({ ...proposal }) as { -readonly [K in keyof RoleProposal]: RoleProposal[K] },
  );
  const isLabel = (proposal: RoleProposal): boolean => {
    const column = columnNamed.get(proposal.column)!;
    if (column.kind === 'text' && column.dictionary.every((value) => UNLABELLED.test(value))) return false;
    return column.kind !== 'time' && distinctOf(column) <= MOST_CLASSES && column.missing < table.rows;
  };
  const byFewestValues = <P extends { readonly column: string }>(list: readonly P[]): P[] =>
    [...list].sort((a, b) => distinctOf(columnNamed.get(a.column)!) - distinctOf(columnNamed.get(b.column)!));
  let labels = settled.filter((proposal) => proposal.role === 'label' && isLabel(proposal));
  if (labels.length === 0) {
    labels = settled.filter((p) => p.role === 'feature' && soundsLikeLabel(normaliseName(p.column)) && isLabel(p));
    for (const proposal of labels) proposal.reason = 'named like a label';
  }
  if (labels.length === 0) {
    // A class of attacks without a label beside it is the label; of several, the coarsest.
    labels = byFewestValues(settled.filter((p) => p.role === 'attack-class' && isLabel(p)));
  }
  // Values tell where no name does; beside a label, such a column gives it away.
  const telling = settled.filter((p) => p.role === 'feature' && normalValueOf(columnNamed.get(p.column)!) !== null);
  for (const proposal of telling) {
    const value = normalValueOf(columnNamed.get(proposal.column)!);
    proposal.role = 'attack-class';
    proposal.reason = `has the value '${value}', as a label would: it gives the label away`;
  }
  if (labels.length === 0) labels = byFewestValues(telling);
  const label = labels[0];
  for (const proposal of settled) {
    if (label && proposal !== label && proposal.role === 'feature' && soundsLikeCopy(normaliseName(proposal.column))) {
      // What tells more than the label names the attacks; a copy or a code of it has no name to give.
      const tellsMore = distinctOf(columnNamed.get(proposal.column)!) > distinctOf(columnNamed.get(label.column)!);
      proposal.role = tellsMore ? 'attack-class' : 'ignored';
      proposal.reason = `named like a label beside ${label.column}: it gives the label away`;
    }
    if (proposal === label) {
      if (telling.includes(proposal))
        proposal.reason = `has the value '${normalValueOf(columnNamed.get(label.column)!)}'`;
      else if (proposal.role === 'attack-class')
        proposal.reason = 'is about the attack, and no column is called a label';
      proposal.role = 'label';
    } else if (labels.includes(proposal)) {
      proposal.role = 'attack-class';
      proposal.reason = `${label!.column} is the label; this gives it away`;
    } else if (proposal.role === 'label') {
      proposal.role = 'ignored';
      const column = columnNamed.get(proposal.column)!;
      const tooMany = column.kind !== 'time' && distinctOf(column) > MOST_CLASSES;
      proposal.reason = tooMany
        ? 'named like a label, but with too many values'
        : 'named like a label, but no row has one';
    }
  }
  const best = new Map<ColumnMeaning, RoleProposal>();
  for (const proposal of settled) {
    const { meaning } = proposal;
    if (meaning === undefined) continue;
    const other = best.get(meaning);
    if (!other || fitness(proposal, columnNamed) > fitness(other, columnNamed)) best.set(meaning, proposal);
  }
  for (const proposal of settled) {
    if (proposal.meaning !== undefined && best.get(proposal.meaning) !== proposal) delete proposal.meaning;
  }
  return settled;
};

export const proposeRoles = (table: Table): readonly RoleProposal[] =>
  settle(
    table,
    table.columns.map((column) => propose(table, column)),
  );
