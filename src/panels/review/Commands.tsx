/** Ctrl+K or Cmd+K opens the palette of every command; it is loaded when first asked for. */
import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';

const CommandPalette = lazy(() =>
  import('./CommandPalette.tsx').then((module) => ({ default: module.CommandPalette })),
);

export const Commands = () => {
  const [asked, setAsked] = useState(0);
  // In fields too: who types must not have to leave first.
  useHotkeys([['mod+K', () => setAsked((times) => times + 1)]], []);
  return asked === 0 ? null : (
    <Suspense fallback={null}>
      <CommandPalette asked={asked} />
    </Suspense>
  );
};
