import { describe, expect, it } from 'vitest';
import { Cancelled, createPacer, throwIfCancelled } from './cancel.ts';

describe('createPacer', () => {
  it('lets a timer fire inside a loop, and ends the loop once the signal fired', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 5);
    const pace = createPacer(stop.signal, 1);
    const loop = async (): Promise<void> => {
      for (;;) await pace();
    };
    await expect(loop()).rejects.toBeInstanceOf(Cancelled);
  });

  it('gives nothing to wait for before its time is up', () => {
    expect(createPacer(undefined, 10_000)()).toBeUndefined();
  });
});

describe('throwIfCancelled', () => {
  it('throws only once aborted', () => {
    expect(() => throwIfCancelled(undefined)).not.toThrow();
    expect(() => throwIfCancelled(AbortSignal.abort())).toThrow(Cancelled);
  });
});
