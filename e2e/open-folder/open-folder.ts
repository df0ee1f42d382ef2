/**
 * Opens every file of a folder and prints what came of it: node e2e/open-folder/run.mjs FOLDER [--receipt]
 * Nothing is written; a file that cannot be read prints its fault.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { toFault } from '../../src/base/fault.ts';
import { summarise } from '../../src/dataset/summarise.ts';
import { readInProcess } from './in-process.ts';

const filesUnder = (path: string): string[] => {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile())
    .sort();
};

const thousands = (value: number): string => value.toLocaleString('en-US');

export const openFolder = async (folder: string, withReceipt: boolean): Promise<void> => {
  for (const path of filesUnder(folder)) {
    const file = new File([readFileSync(path)], basename(path), { lastModified: statSync(path).mtimeMs });
    const started = performance.now();
    try {
      const { table, plan, milliseconds } = await readInProcess({ files: [file] });
      const read = performance.now() - started;
      const summary = summarise(table, { formatReason: plan.formatReason });
      const whole = performance.now() - started;
      const label = summary.label;
      const values = label?.values.slice(0, 4).map(({ value, count }) => `${value} ${thousands(count)}`);
      console.log(`${path}
  format    ${summary.formatName} (${summary.formatReason})
  table     ${thousands(summary.rows)} rows x ${summary.columns.length} columns
  label     ${label ? `${label.column}: ${label.values.length} values (${values!.join(', ')}); normal: ${label.normal.join(', ')}` : 'none'}
  receipt   ${summary.receipt.map((entry) => `${entry.what} ${thousands(entry.count)}`).join('; ') || 'nothing was changed'}
  seconds   ${(read / 1000).toFixed(3)} read (${(file.size / 1e3 / milliseconds).toFixed(0)} MB/s to the last slice), ${((whole - read) / 1000).toFixed(3)} summary`);
      if (withReceipt) {
        for (const { what, count, detail, places = [] } of summary.receipt) {
          console.log(`    ${what} (${count}): ${detail} ${JSON.stringify(places.slice(0, 2))}`);
        }
        for (const column of summary.columns) {
          const { role, reason, meaning } = column.proposal;
          console.log(`      ${column.name} [${column.kind}] ${role}${meaning ? ` = ${meaning}` : ''}: ${reason}`);
        }
      }
    } catch (thrown) {
      const fault = toFault(thrown);
      console.log(`${path}\n  fault     ${fault.code}: ${fault.message} ${fault.advice}`);
      if (fault.code === 'unexpected') console.log(thrown);
    }
  }
};
