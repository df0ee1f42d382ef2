/**
 * The day as a whole: how many flows of what. About 20,000 flows are one office of 60 people; more flows are more
 * offices, each with its own servers and its own attacks, so that the mixture stays what it is at any size.
 */
import { createRng } from '../../base/rng.ts';
import { bruteForce, flood, portScan } from './attacks/probing.ts';
import { beacon, dnsTunnel, exfiltration } from './attacks/stealing.ts';
import { administration, backups, calls, cloudSync, updates } from './benign/bulk.ts';
import { counters, discovery, failures, heartbeats, logLines, pings, time } from './benign/machines.ts';
import { application, logons, mail, printing, shares } from './benign/office.ts';
import { browsing, publicVisits } from './benign/web.ts';
import type { AttackClass } from './flow.ts';
import { createFlowRecorder, type FlowColumns } from './flow-recorder.ts';
import type { Model, Scene } from './model.ts';
import { createInternet, createSite, MOST_SITES } from './network.ts';

export interface SampleOptions {
  /** Any integer; 42 unless said. */
  readonly seed?: number;
  /** Rows, 500 … 4,000,000; 20,000 unless said. */
  readonly flows?: number;
}

export const SAMPLE_SEED = 42;
export const SAMPLE_FLOWS = 20000;
const FEWEST = 500;
const MOST = 4_000_000;
const FLOWS_PER_SITE = 20000;

interface Share {
  readonly model: Model;
  /** Of all flows of a site. */
  readonly share: number;
}

/** 4.25 per cent in all. */
export const ATTACK_SHARES: Readonly<Record<AttackClass, Share>> = {
  PortScan: { model: portScan, share: 0.0155 },
  BruteForce: { model: bruteForce, share: 0.005 },
  Flood: { model: flood, share: 0.0165 },
  Exfiltration: { model: exfiltration, share: 0.001 },
  DnsTunnel: { model: dnsTunnel, share: 0.0025 },
  Beacon: { model: beacon, share: 0.002 },
};

/** Browsing with its lookups takes what is left: 61 per cent. */
const BENIGN_SHARES: Readonly<Record<string, Share>> = {
  publicVisits: { model: publicVisits, share: 0.05 },
  mail: { model: mail, share: 0.05 },
  shares: { model: shares, share: 0.03 },
  application: { model: application, share: 0.06 },
  logons: { model: logons, share: 0.015 },
  printing: { model: printing, share: 0.005 },
  time: { model: time, share: 0.03 },
  pings: { model: pings, share: 0.02 },
  counters: { model: counters, share: 0.012 },
  heartbeats: { model: heartbeats, share: 0.02 },
  logLines: { model: logLines, share: 0.008 },
  discovery: { model: discovery, share: 0.015 },
  failures: { model: failures, share: 0.025 },
  calls: { model: calls, share: 0.006 },
  updates: { model: updates, share: 0.002 },
  cloudSync: { model: cloudSync, share: 0.0025 },
  backups: { model: backups, share: 0.0012 },
  administration: { model: administration, share: 0.0025 },
};

const checked = (name: string, value: number, low: number, high: number): number => {
  if (!Number.isInteger(value) || value < low || value > high) {
    throw new RangeError(`The sample's ${name} must be an integer from ${low} to ${high}, not ${value}.`);
  }
  return value;
};

/** The same options give the same flows: each model of each site has a stream of random numbers of its own. */
export const simulateDay = (options: SampleOptions = {}): FlowColumns => {
  const seed = checked('seed', options.seed ?? SAMPLE_SEED, Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const flows = checked('number of flows', options.flows ?? SAMPLE_FLOWS, FEWEST, MOST);
  const recorder = createFlowRecorder(flows);
  const internet = createInternet(createRng(seed, 'sample/internet'));
  const sites = Math.min(MOST_SITES, Math.max(1, Math.round(flows / FLOWS_PER_SITE)));
  for (let index = 0; index < sites; index++) {
    const stream = `sample/${index}`;
    const site = createSite(createRng(seed, stream), index);
    const here = Math.floor(flows / sites) + (index < flows % sites ? 1 : 0);
    const end = recorder.added() + here;
    const scene = (name: string): Scene => ({
      site,
      internet,
      rng: createRng(seed, `${stream}/${name}`),
      add: recorder.add,
    });
    for (const [name, { model, share }] of Object.entries({ ...ATTACK_SHARES, ...BENIGN_SHARES })) {
      model(scene(name), Math.max(1, Math.round(here * share)));
    }
    browsing(scene('browsing'), end - recorder.added());
  }
  return recorder.finish();
};
