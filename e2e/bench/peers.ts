/** Another stack on the same file, where the machine has one; a sentence where it has not. */
import { execFile } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';
import { promisify } from 'node:util';

export type Peer = { readonly figures: unknown } | { readonly absent: string };

export const timePeer = async (file: string, args: readonly string[]): Promise<Peer> => {
  const { PEERS_PYTHON: python, PEERS_SCRIPT: script } = process.env;
  if (!python || !script) return { absent: 'PEERS_PYTHON and PEERS_SCRIPT are not set' };
  try {
    const { stdout } = await promisify(execFile)(python, [script, file, ...args], { maxBuffer: 1 << 26 });
    return { figures: JSON.parse(stdout) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { absent: `${python} ${script} failed: ${message.split('\n').slice(-3).join(' ')}` };
  }
};

/** Reads with pandas in a process that has loaded it and has read the file once. Prints milliseconds. */
const PANDAS = `
import sys, time, pandas
file, header = sys.argv[1], 0 if sys.argv[2] == "yes" else None
for _ in range(2):
    begun = time.perf_counter()
    pandas.read_csv(file, header=header, encoding_errors="replace")
print((time.perf_counter() - begun) * 1000)
`;

/** A first line with a cell that is a number is a record, and no header. */
const hasHeader = (file: string): boolean => {
  const head = Buffer.alloc(1 << 16);
  const handle = openSync(file, 'r');
  readSync(handle, head);
  closeSync(handle);
  return !head
    .toString('latin1')
    .split('\n', 1)[0]!
    .split(',')
    .some((cell) => /^-?\d+(?:\.\d*)?$/.test(cell.trim()));
};

export const timePandas = async (
  file: string,
): Promise<{ readonly milliseconds: number } | { readonly absent: string }> => {
  const { PEERS_PYTHON: python } = process.env;
  if (!python) return { absent: 'PEERS_PYTHON is not set' };
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', PANDAS, file, hasHeader(file) ? 'yes' : 'no']);
    return { milliseconds: Number(stdout) };
  } catch (error) {
    return { absent: error instanceof Error ? error.message.split('\n').slice(-3).join(' ') : String(error) };
  }
};

/** What the peer must be told of a file whose format it does not know. Other files it takes as unlabelled. */
export const peerArguments = (format: string): readonly string[] =>
  /kdd/i.test(format) ? ['--header', 'no', '--label', '41', '--normal', 'normal', '--drop', '42'] : [];
