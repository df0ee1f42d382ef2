/**
 * Use without a network: a service worker keeps every file of the hosted page, workers and wasm included. Nothing is
 * registered from disk (file://), in the dev server, or where the browser has no service workers.
 */
import { registerSW } from 'virtual:pwa-register';

export type OfflineState =
  /** This page cannot be kept, or the browser refused. */
  | 'unsupported'
  /** Files are being kept, or were not yet asked for. */
  | 'preparing'
  /** Everything is kept: the page works with the network gone. */
  | 'ready'
  /** A newer version is kept beside this one and waits for `update`. */
  | 'updateAvailable';

export interface Offline {
  readonly state: () => OfflineState;
  /** Calls back on each change; answers the way to stop. Fits React's useSyncExternalStore. */
  readonly subscribe: (onChange: () => void) => () => void;
  /** Changes to the waiting version by loading the page again: never call it while a run is on. */
  readonly update: () => Promise<void>;
}

export const startOffline = (): Offline => {
  let current: OfflineState = 'preparing';
  let asked = false;
  const listeners = new Set<() => void>();
  const become = (next: OfflineState): void => {
    // A version that waits stays on offer, whatever is said of this one.
    if (current === next || current === 'updateAvailable') return;
    current = next;
    for (const listener of listeners) listener();
  };

  const possible = import.meta.env.PROD && location.protocol !== 'file:' && 'serviceWorker' in navigator;
  if (!possible) current = 'unsupported';
  const takeOver = possible
    ? registerSW({
        onOfflineReady: () => become('ready'),
        onNeedRefresh: () => become('updateAvailable'),
        onRegisteredSW: (_address, registration) => {
          if (registration?.active) become('ready');
        },
        onRegisterError: () => become('unsupported'),
        // Another tab may have asked for the new version: this one is not loaded again under its user's hands.
        onNeedReload: () => {
          if (asked) location.reload();
        },
      })
    : undefined;

  return {
    state: () => current,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    async update() {
      asked = true;
      await takeOver?.();
    },
  };
};
