/** What main.tsx hands to the panels beside the stores. */
import { createContext, useContext } from 'react';
import type { Offline } from '../offline.ts';
import type { TakeAwayStore } from '../store/take-away/create-take-away.ts';

export interface Services {
  readonly takeAway: TakeAwayStore;
  readonly offline: Offline;
  readonly version: string;
}

export const ServicesContext = createContext<Services | null>(null);

export const useServices = (): Services => {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('No services above this component');
  return services;
};
