/** What main.tsx hands to the panels beside the store: things that rooms out of the panels' reach make. */
import { createContext, useContext } from 'react';
import type { MakeTakeAway } from '../store/take-away.ts';

export interface Services {
  readonly makeTakeAway: MakeTakeAway;
  readonly version: string;
}

export const ServicesContext = createContext<Services | null>(null);

export const useServices = (): Services => {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('No services above this component');
  return services;
};
