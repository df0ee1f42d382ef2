/** Columns padded to their widest cell, numbers to the right. */
export type Row = readonly (string | number | null)[];

const cell = (value: string | number | null): string => {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2);
};

export const printTable = (title: string, header: readonly string[], rows: readonly Row[]): void => {
  const texts = [header, ...rows.map((row) => row.map(cell))];
  const widths = header.map((_, column) => Math.max(...texts.map((row) => row[column]!.length)));
  console.log(`\n${title}`);
  for (const [line, row] of texts.entries()) {
    const padded = row.map((text, column) => {
      const right = line > 0 && typeof rows[line - 1]![column] === 'number';
      return right ? text.padStart(widths[column]!) : text.padEnd(widths[column]!);
    });
    console.log(`  ${padded.join('  ').trimEnd()}`);
  }
};
