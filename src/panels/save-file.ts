/** Saves what is made in chunks: straight to disk where the browser can, else as one Blob. */
import type { Taken } from '../store/take-away.ts';

interface SavePicker {
  readonly showSaveFilePicker: (options: { suggestedName: string }) => Promise<{
    createWritable: () => Promise<WritableStream<string | Uint8Array<ArrayBuffer>>>;
  }>;
}

/** Bytes after which pieces become one Blob. */
const JOINED = 16e6;

/** `stream`: asks where to save first and writes as it goes; for files that may not fit into memory. */
export const saveFile = async (taken: Taken, stream: boolean): Promise<void> => {
  if (stream && 'showSaveFilePicker' in window) {
    try {
      const handle = await (window as unknown as SavePicker).showSaveFilePicker({ suggestedName: taken.fileName });
      const writer = (await handle.createWritable()).getWriter();
      try {
        for await (const chunk of taken.chunks) await writer.write(chunk);
        await writer.close();
      } catch (thrown) {
        await writer.abort();
        throw thrown;
      }
      return;
    } catch (thrown) {
      if (thrown instanceof DOMException && thrown.name === 'AbortError') return;
      if (!(thrown instanceof DOMException && thrown.name === 'SecurityError')) throw thrown;
    }
  }
  let whole = new Blob([], { type: taken.type });
  let parts: BlobPart[] = [];
  let held = 0;
  for await (const chunk of taken.chunks) {
    parts.push(chunk);
    held += chunk.length;
    if (held < JOINED) continue;
    // The browser may keep a Blob on disk; pieces that wait in an array are in memory for sure.
    whole = new Blob([whole, ...parts], { type: taken.type });
    parts = [];
    held = 0;
  }
  const address = URL.createObjectURL(new Blob([whole, ...parts], { type: taken.type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = taken.fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // Safari reads the address a moment after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
