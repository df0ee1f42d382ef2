/** Puts the page into the document. */
import './mantine-styles.ts';
import '../theme.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { StoreProvider } from '../store/binding.tsx';
import type { AppStore } from '../store/create-store.ts';
import { TakeAwayContext } from '../store/take-away/binding.tsx';
import { cssVariablesResolver, theme } from '../theme.ts';
import { App } from './App.tsx';
import { loadTheRest } from './later.tsx';
import { printAsSeen } from './print.ts';
import { type Services, ServicesContext } from './services.ts';

export const mount = (root: HTMLElement, store: AppStore, services: Services): void => {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
        <ServicesContext.Provider value={services}>
          <StoreProvider store={store}>
            <TakeAwayContext.Provider value={services.takeAway}>
              <App />
            </TakeAwayContext.Provider>
          </StoreProvider>
        </ServicesContext.Provider>
      </MantineProvider>
    </StrictMode>,
  );
  loadTheRest();
  printAsSeen();
};
