/** What the labels say: the class of each row, and which classes are normal. */
import { labelSummaryOf } from '../dataset/summarise.ts';
import type { Table } from '../dataset/table.ts';
import type { Truth } from '../evaluation/part.ts';
import { codesOf } from '../features/source-columns.ts';

export interface Classes {
  /** Index into `classes` by row of the table; −1 where the label is missing. */
  readonly codes: Int32Array;
  readonly classes: readonly { readonly name: string; readonly truth: Truth; readonly rows: number }[];
}

/**
 * Truth comes from the label column: normal where its value is one of `normal`, an anomaly where it is another. Where
 * an attack class is given beside it, anomalies are named by that instead of by '1' or 'attack'. Classes are numbered
 * in order of first appearance. Null where the table has no such column.
 */
export const classesOf = (
  table: Table,
  label: string | undefined,
  attackClass: string | undefined,
  normal: readonly string[] | null,
): Classes | null => {
  const column = table.columns.find(({ name }) => name === label);
  if (!column) return null;
  const named = table.columns.find(({ name }) => name === attackClass);
  const labels = codesOf(column);
  const names = named && codesOf(named);
  const normalValues = new Set(normal ?? labelSummaryOf(table, column.name)?.normal);
  const isNormal = labels.dictionary.map((value) => normalValues.has(value));

  const codes = new Int32Array(table.rows).fill(-1);
  const numbers = new Map<string, number>();
  const classes: { name: string; truth: Truth; rows: number }[] = [];
  // A pair of codes is looked up once; rows are many, pairs few.
  const known = new Map<number, number>();
  const width = (names?.dictionary.length ?? 0) + 1;
  for (let row = 0; row < table.rows; row++) {
    const labelCode = labels.codes[row]!;
    if (labelCode < 0) continue;
    const nameCode = names ? names.codes[row]! : -1;
    const pair = labelCode * width + nameCode + 1;
    let code = known.get(pair);
    if (code === undefined) {
      const truth: Truth = isNormal[labelCode] ? 'normal' : 'anomaly';
      const own = nameCode >= 0 ? names!.dictionary[nameCode]!.trim() : '';
      const name =
        own !== '' && truth === 'anomaly'
          ? own
          : named && truth === 'normal'
            ? 'normal'
            : labels.dictionary[labelCode]!;
      const key = `${truth} ${name}`;
      code = numbers.get(key);
      if (code === undefined) {
        code = classes.length;
        numbers.set(key, code);
        classes.push({ name, truth, rows: 0 });
      }
      known.set(pair, code);
    }
    codes[row] = code;
    classes[code]!.rows++;
  }
  return { codes, classes };
};
