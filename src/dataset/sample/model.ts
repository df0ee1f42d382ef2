/** What a traffic model is given: the network, its own random numbers, and where flows go. */
import type { Rng } from '../../base/rng.ts';
import { BENIGN, type Flow } from './flow.ts';
import type { Internet, Site } from './network.ts';

export interface Scene {
  readonly site: Site;
  readonly internet: Internet;
  readonly rng: Rng;
  readonly add: (flow: Flow) => void;
}

/** Adds exactly `count` flows to the scene. */
export type Model = (scene: Scene, count: number) => void;

/** A flow that is nobody's attack. Field by field: spreading here costs a third of the whole simulation. */
export const benign = (flow: Omit<Flow, 'label'>): Flow => ({
  start: flow.start,
  srcIp: flow.srcIp,
  srcPort: flow.srcPort,
  dstIp: flow.dstIp,
  dstPort: flow.dstPort,
  proto: flow.proto,
  service: flow.service,
  label: BENIGN,
  traffic: flow.traffic,
});

/**
 * `count` moments shared out evenly over `members`, each member at its own phase with equal gaps over the day, off by
 * up to ± `jitter` of a gap (0 … 0.5): what polls by a timer.
 */
export const periodic = (
  rng: Rng,
  count: number,
  members: readonly string[],
  jitter: number,
  visit: (member: string, moment: number) => void,
): void => {
  for (let m = 0; m < members.length; m++) {
    const turns = Math.floor(count / members.length) + (m < count % members.length ? 1 : 0);
    const gap = 86400 / Math.max(1, turns);
    const phase = jitter + (1 - 2 * jitter) * rng.uniform();
    for (let turn = 0; turn < turns; turn++) {
      visit(members[m]!, gap * (turn + phase + jitter * (2 * rng.uniform() - 1)));
    }
  }
};
