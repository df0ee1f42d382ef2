/** Draws its children one after another, a commit each, so that a room full of cards never holds up the page. */
import { Children, type ReactNode, useDeferredValue } from 'react';

export const InTurn = ({ children }: { readonly children: ReactNode }) => {
  const [first, ...rest] = Children.toArray(children);
  return (
    <>
      {first}
      {rest.length > 0 && <Next>{rest}</Next>}
    </>
  );
};

/** Nothing at first; what is inside comes with the next commit. */
export const Next = ({ children }: { readonly children: ReactNode }) =>
  useDeferredValue(true, false) && <InTurn>{children}</InTurn>;
