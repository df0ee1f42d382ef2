import { Cancelled, throwIfCancelled } from './cancel.ts';

/** How long a worker may take to notice a cancel before it is ended, milliseconds. */
const GRACE = 250;

/**
 * Settles as `work` does, but on an abort asks the worker to stop and gives it a moment: past that the promise is
 * rejected all the same, and `abandon` says what becomes of the worker.
 */
export const cancellable = async <T>(
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
  cancel: () => void,
  abandon: () => void,
): Promise<T> => {
  throwIfCancelled(signal);
  if (!signal) return work();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => {
      cancel();
      timer = setTimeout(() => {
        abandon();
        reject(new Cancelled());
      }, GRACE);
    };
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    const result = await Promise.race([work(), aborted]);
    // An answer that crossed the cancel on its way is not what the person asked for any more.
    throwIfCancelled(signal);
    return result;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort!);
  }
};
