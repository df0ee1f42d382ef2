/** Draws its children one after another, a commit each, so that a room full of cards never holds up the page. */
import { Children, type ReactNode, startTransition, useEffect, useMemo, useState } from 'react';

/**
 * No useDeferredValue: within one deferred drawing React skips the first values of all others, and everything would come
 * at once again.
 */
export const InTurn = ({ children, shown = 1 }: { readonly children: ReactNode; readonly shown?: number }) => {
  // The same elements from draw to draw: those that stand already are not drawn again when the next one comes.
  const all = useMemo(() => Children.toArray(children), [children]);
  const [due, setDue] = useState(shown);
  useEffect(() => {
    if (due < all.length) startTransition(() => setDue(due + 1));
  }, [due, all.length]);
  return all.slice(0, due);
};

/** Nothing at first; what is inside comes with commits of its own. */
export const Next = ({ children }: { readonly children: ReactNode }) => <InTurn shown={0}>{children}</InTurn>;
