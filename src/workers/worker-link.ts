/**
 * A worker that may die, behind Comlink. Comlink never rejects a call whose worker is gone, so every call here is raced
 * against the worker's error event and against our own terminate; the next call starts a new worker.
 */
import * as Comlink from 'comlink';
import { FaultError } from '../base/fault.ts';

export interface WorkerLink<Api> {
  /** Runs one call, or a few in a row; rejects with 'worker-died' if the worker goes before it ends. */
  call<T>(use: (api: Comlink.Remote<Api>) => Promise<T>): Promise<T>;
  /** Ends the worker. Calls under way reject with `why`, or with 'worker-died'. */
  terminate(why?: Error): void;
  /** Counts the workers started so far: what a worker held is gone where this grew. */
  readonly generation: number;
  readonly isRunning: boolean;
}

export interface Heartbeat<Api> {
  /** A call that the worker answers at once whenever it is free. */
  readonly ping: (api: Comlink.Remote<Api>) => Promise<unknown>;
  /** Milliseconds between two pings while something is asked of the worker. */
  readonly every: number;
  /** Milliseconds without an answer after which the worker counts as dead: longer than it is ever busy in one piece. */
  readonly patience: number;
}

/** Without a heartbeat a worker that ends without a word (a browser short of memory may do so) is waited for for ever. */
export const openWorkerLink = <Api>(name: string, spawn: () => Worker, heartbeat?: Heartbeat<Api>): WorkerLink<Api> => {
  let worker: Worker | null = null;
  let api: Comlink.Remote<Api> | null = null;
  let generation = 0;
  const pending = new Set<(why: Error) => void>();
  let beating: ReturnType<typeof setInterval> | undefined;

  const stopBeating = (): void => {
    clearInterval(beating);
    beating = undefined;
  };

  const beat = (remote: Comlink.Remote<Api>): void => {
    if (!heartbeat || beating !== undefined) return;
    let asked: number | null = null;
    beating = setInterval(() => {
      if (asked !== null) {
        if (performance.now() - asked > heartbeat.patience) terminate();
        return;
      }
      asked = performance.now();
      heartbeat.ping(remote).then(
        () => {
          asked = null;
        },
        () => {},
      );
    }, heartbeat.every);
  };

  const terminate = (why?: Error): void => {
    stopBeating();
    if (worker) {
      worker.onerror = null;
      worker.onmessageerror = null;
      worker.terminate();
    }
    worker = null;
    api = null;
    const reason =
      why ??
      new FaultError({
        code: 'worker-died',
        message: `The ${name} worker ended before it had finished.`,
        advice: 'Try again. If it happens again, the browser may be short of memory: close other tabs.',
      });
    for (const reject of [...pending]) reject(reason);
    pending.clear();
  };

  const start = (): Comlink.Remote<Api> => {
    if (api) return api;
    generation++;
    worker = spawn();
    worker.onerror = (event) => {
      event.preventDefault();
      terminate(
        new FaultError({
          code: 'worker-died',
          message: `The ${name} worker stopped: ${event.message.replace(/^Uncaught /, '') || 'it could not be loaded'}.`,
          advice: 'Try again. If it happens again, reload the page; the browser may be short of memory.',
        }),
      );
    };
    worker.onmessageerror = () => terminate();
    api = Comlink.wrap<Api>(worker);
    return api;
  };

  return {
    async call(use) {
      const remote = start();
      beat(remote);
      let release: (() => void) | undefined;
      const death = new Promise<never>((_, reject) => {
        pending.add(reject);
        release = () => pending.delete(reject);
      });
      try {
        return await Promise.race([use(remote), death]);
      } finally {
        release?.();
        if (pending.size === 0) stopBeating();
      }
    },
    terminate,
    get generation() {
      return generation;
    },
    get isRunning() {
      return worker !== null;
    },
  };
};
