/** Another stack on the same file, where the machine has one; a sentence where it has not. */
import { execFile } from 'node:child_process';
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

/** What the peer must be told of a file whose format it does not know. Other files it takes as unlabelled. */
export const peerArguments = (format: string): readonly string[] =>
  /kdd/i.test(format) ? ['--header', 'no', '--label', '41', '--normal', 'normal', '--drop', '42'] : [];
