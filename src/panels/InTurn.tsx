/** Draws its children one after another, a commit each, so that a room full of cards never holds up the page. */
import { Children, type ReactNode, startTransition, useEffect, useState } from 'react';

export const InTurn = ({ children }: { readonly children: ReactNode }) => {
  const [first, ...rest] = Children.toArray(children);
  return (
    <>
      {first}
      {rest.length > 0 && <Next>{rest}</Next>}
    </>
  );
};

/**
 * Nothing at first; what is inside comes with a commit of its own. No useDeferredValue: within one deferred drawing React
 * skips the first values of all others, and everything would come at once again.
 */
export const Next = ({ children }: { readonly children: ReactNode }) => {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    startTransition(() => setDue(true));
  }, []);
  return isDue && <InTurn>{children}</InTurn>;
};
