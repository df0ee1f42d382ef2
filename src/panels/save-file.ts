/** Saves what is made in chunks: straight to disk where the browser can, else as one Blob. */
import type { Taken } from '../store/take-away.ts';

interface SavePicker {
  readonly showSaveFilePicker: (options: { suggestedName: string }) => Promise<{
    createWritable: () => Promise<WritableStream<string>>;
  }>;
}

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
  const parts: BlobPart[] = [];
  for await (const chunk of taken.chunks) parts.push(chunk);
  const address = URL.createObjectURL(new Blob(parts, { type: taken.type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = taken.fileName;
  document.body.append(link);
  link.click();
  link.remove();
  // Safari reads the address a moment after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
