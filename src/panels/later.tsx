/**
 * Panels whose code comes after the first paint: the page can be seen and used while the rest of it is on its way.
 * `loadTheRest` fetches what is likely to be wanted, as soon as the browser has nothing better to do.
 */
import { Button } from '@mantine/core';
import { Component, type ComponentType, lazy, type ReactNode, Suspense } from 'react';
import classes from './shell.module.css';

const ahead: (() => Promise<unknown>)[] = [];

interface Shown {
  /** In its place until its code is there. */
  readonly fallback?: ReactNode;
  /** Fetched only when it is shown. */
  readonly onlyWhenShown?: boolean;
}

export const later = <P extends object>(
  load: () => Promise<ComponentType<P>>,
  { fallback = null, onlyWhenShown = false }: Shown = {},
): ComponentType<P> => {
  if (!onlyWhenShown) ahead.push(load);
  const Panel = lazy(() =>
    load().then(
      (panel) => ({ default: panel }),
      (cause) => {
        throw new NotFetched('A part of the page could not be fetched', { cause });
      },
    ),
  );
  return (props: P) => (
    <Arriving>
      <Suspense fallback={fallback}>
        <Panel {...props} />
      </Suspense>
    </Arriving>
  );
};

/** One after another: what the person does meanwhile has the network, too. */
export const loadTheRest = (): void => {
  const next = async (): Promise<void> => {
    for (const load of ahead.splice(0)) await load().catch(() => undefined);
  };
  const start = (): void => void next();
  if ('requestIdleCallback' in globalThis) requestIdleCallback(start, { timeout: 1000 });
  else setTimeout(start, 200);
};

class NotFetched extends Error {}

/** A host that was changed or a network that was lost must cost one panel, not the page and the data in it. */
class Arriving extends Component<{ readonly children: ReactNode }, { readonly lost: boolean }> {
  override state = { lost: false };

  static getDerivedStateFromError = (error: unknown): { readonly lost: boolean } => {
    // Whatever else a panel throws is a mistake of ours, and must be seen as one.
    if (!(error instanceof NotFetched)) throw error;
    return { lost: true };
  };

  override render(): ReactNode {
    if (!this.state.lost) return this.props.children;
    return (
      <p className={classes.lost} role="alert">
        This part of the page could not be fetched: the network is gone, or the page was replaced by a newer version.
        <Button size="compact-xs" variant="default" onClick={() => location.reload()}>
          Load the page again
        </Button>
      </p>
    );
  }
}
