/** Thrown where an AbortSignal has fired: the work ended because the person asked for it, which is no failure. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled');
    this.name = 'Cancelled';
  }
}

export const throwIfCancelled = (signal: AbortSignal | undefined): void => {
  if (signal?.aborted) throw new Cancelled();
};

/**
 * Lets queued messages and timers run before a long loop goes on. A MessageChannel turn costs microseconds, where
 * setTimeout is clamped to 4 ms once nested.
 */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      port2.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** Breathes at most every `everyMs`, so it may be called inside a tight loop; throws Cancelled once the signal fired. */
export const createPacer = (signal: AbortSignal | undefined, everyMs = 30): (() => Promise<void> | undefined) => {
  let last = performance.now();
  return () => {
    if (performance.now() - last < everyMs) return undefined;
    return breathe().then(() => {
      last = performance.now();
      throwIfCancelled(signal);
    });
  };
};
