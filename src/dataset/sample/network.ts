/**
 * The simulated network. A site is one office: about 60 workstations and its servers in 10.(20 + site).0.0/16. All
 * sites share one internet, whose addresses are in 198.18.0.0/15 (RFC 2544, set aside for benchmarks), so that no
 * simulated attack names anyone's address.
 */
import type { Rng } from '../../base/rng.ts';
import { chance, logNormal, weightedIndex } from './draw.ts';

export interface OutsideHost {
  readonly ip: string;
  readonly port: 443 | 80;
  /** Speaks QUIC as well. */
  readonly quic: boolean;
  /** Round trip, seconds. */
  readonly rtt: number;
  /** Bytes a second that it sends to one client. */
  readonly rate: number;
  /** How large its answers are, relative to others'. */
  readonly weight: number;
}

export interface Internet {
  /** A service by its popularity. */
  readonly popular: (rng: Rng) => OutsideHost;
  /** A host nobody knows: a visitor, an attacker. */
  readonly stranger: (rng: Rng) => string;
  /** Services that belong to one purpose each, the same all day. */
  readonly service: (purpose: Purpose) => OutsideHost;
}

const PURPOSES = ['updates', 'cloud-sync', 'video', 'heartbeat', 'offsite-backup', 'resolver'] as const;
export type Purpose = (typeof PURPOSES)[number];

const SERVICES = 3000;
/** Popularity ∝ rank^−0.9: web requests follow Zipf with 0.6 … 0.9 (Breslau et al., 1999). */
const ZIPF = 0.9;

const outsideAddress = (rng: Rng): string => `198.${18 + rng.below(2)}.${rng.below(256)}.${1 + rng.below(254)}`;

const createHost = (rng: Rng): OutsideHost => {
  const encrypted = chance(rng, 0.93);
  return {
    ip: outsideAddress(rng),
    port: encrypted ? 443 : 80,
    quic: encrypted && chance(rng, 0.3),
    rtt: Math.min(0.4, Math.max(0.003, logNormal(rng, 0.022, 0.8))),
    rate: Math.min(12e6, Math.max(1e5, logNormal(rng, 2e6, 0.8))),
    weight: logNormal(rng, 1, 0.6),
  };
};

export const createInternet = (rng: Rng): Internet => {
  const hosts = Array.from({ length: SERVICES }, () => createHost(rng));
  const byRank = weightedIndex(Float64Array.from(hosts, (_, rank) => (rank + 1) ** -ZIPF));
  const services = new Map(PURPOSES.map((purpose) => [purpose, { ...createHost(rng), port: 443 as const }]));
  return {
    popular: (draw) => hosts[byRank(draw)]!,
    stranger: outsideAddress,
    service: (purpose) => services.get(purpose)!,
  };
};

export interface Site {
  readonly workstations: readonly string[];
  /** A workstation by how busy its user is. */
  readonly user: (rng: Rng) => string;
  /** An address among the workstations' that nothing answers on. */
  readonly absent: (rng: Rng) => string;
  readonly dns: readonly string[];
  readonly mail: string;
  readonly files: readonly string[];
  /** The application server inside, and the database behind it. */
  readonly app: string;
  readonly db: string;
  readonly directory: string;
  readonly printers: readonly string[];
  readonly ntp: string;
  readonly backup: string;
  readonly monitor: string;
  readonly log: string;
  /** Reached from outside: the public web server, the SSH gateway, the remote desktop gateway. */
  readonly publicWeb: string;
  readonly sshGateway: string;
  readonly rdpGateway: string;
  /** Every server, for what each of them does (time, pings, agents, logs, backups). */
  readonly servers: readonly string[];
}

const WORKSTATIONS = 60;
/** Sites that fit into 10.20.0.0 … 10.255.0.0. */
export const MOST_SITES = 236;

export const createSite = (rng: Rng, index: number): Site => {
  const net = `10.${20 + index}`;
  const server = (last: number): string => `${net}.0.${last}`;
  const workstations = Array.from({ length: WORKSTATIONS }, (_, i) => `${net}.1.${20 + i * 3}`);
  const busy = weightedIndex(Float64Array.from(workstations, () => logNormal(rng, 1, 0.6)));
  const named = {
    dns: [server(10), server(11)],
    mail: server(20),
    files: [server(30), server(31)],
    app: server(40),
    db: server(50),
    directory: server(12),
    ntp: server(5),
    backup: server(70),
    monitor: server(80),
    log: server(81),
    publicWeb: `${net}.2.10`,
    sshGateway: `${net}.2.20`,
    rdpGateway: `${net}.2.30`,
  };
  return {
    ...named,
    printers: [server(60), server(61), server(62)],
    workstations,
    user: (draw) => workstations[busy(draw)]!,
    absent: (draw) => `${net}.1.${21 + 3 * draw.below(WORKSTATIONS)}`,
    servers: Object.values(named).flat(),
  };
};

/** Source port of a workstation (Windows: 49152 … 65535). */
export const clientPort = (rng: Rng): number => 49152 + rng.below(16384);

/** Source port of a server (Linux: 32768 … 60999). */
export const serverPort = (rng: Rng): number => 32768 + rng.below(28232);
