/** Bytes of a file, with the errors of a file that changed or went away made plain. */
import { type Fault, FaultError } from '../../base/fault.ts';

export const fileFault = (name: string, thrown: unknown): Fault => {
  const kind = thrown instanceof Error ? thrown.name : '';
  if (kind === 'NotReadableError') {
    return {
      code: 'file-changed',
      message: `${name} was changed or locked while it was in use.`,
      advice: 'Open the file again.',
      file: name,
    };
  }
  return {
    code: 'file-unreadable',
    message: `${name} cannot be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    advice: 'Check that the file is still there and may be read, then open it again.',
    file: name,
  };
};

/** Bytes [from, to) of the file. */
export const readBytes = async (blob: Blob, from: number, to: number, name: string): Promise<Uint8Array> => {
  let buffer: ArrayBuffer;
  try {
    buffer = await blob.slice(from, to).arrayBuffer();
  } catch (thrown) {
    throw new FaultError(fileFault(name, thrown));
  }
  if (buffer.byteLength !== to - from) {
    throw new FaultError({
      code: 'file-changed',
      message: `${name} was changed while it was in use: ${to - from} bytes were expected, ${buffer.byteLength} were there.`,
      advice: 'Open the file again.',
      file: name,
    });
  }
  return new Uint8Array(buffer);
};
