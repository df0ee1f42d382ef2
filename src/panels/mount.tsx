/** Puts the page into the document. */
import '@mantine/core/styles.css';
import '../theme.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { StoreProvider } from '../store/binding.tsx';
import type { AppStore } from '../store/create-store.ts';
import { cssVariablesResolver, theme } from '../theme.ts';
import { App } from './App.tsx';

export const mount = (root: HTMLElement, store: AppStore): void => {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <StoreProvider store={store}>
          <App />
        </StoreProvider>
      </MantineProvider>
    </StrictMode>,
  );
};
