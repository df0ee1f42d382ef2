/**
 * From what an application says to what a sensor counts: packets, payload and duration of one TCP or UDP flow that fit
 * each other.
 */
import type { Rng } from '../../base/rng.ts';
import { chance, integer } from './draw.ts';
import type { ConnState, Traffic } from './flow.ts';

/** Payload of a full segment (MTU 1500, IPv4, no options), and of a full UDP datagram. */
export const SEGMENT = 1460;
export const DATAGRAM = 1472;

export interface Conversation {
  /** Payload bytes of each side. */
  readonly up: number;
  readonly down: number;
  /** Requests with an answer each, one after the other. */
  readonly rounds: number;
  /** Round trip, seconds. */
  readonly rtt: number;
  /** Bytes a second of the slower path. */
  readonly rate: number;
  /** Seconds in which nothing was sent: thinking, keep-alive. */
  readonly idle: number;
  readonly state?: 'SF' | 'S1' | 'RSTO' | 'RSTR';
}

/** Packets lost and sent again: under one in a thousand inside, a little more outside. */
const resent = (rng: Rng, packets: number): number => Math.round(packets * 0.002 * rng.uniform());

/**
 * TCP. Handshake: two packets and one. Data: at least one segment a round and side. Every second segment of the other
 * side is acknowledged by a packet of its own (RFC 1122), where none with data goes that way at the time. Close: FIN
 * and ACK each way, one RST for a reset, nothing where the flow is still open.
 */
export const tcp = (rng: Rng, talk: Conversation): Traffic => {
  const state = talk.state ?? 'SF';
  const up = Math.max(0, Math.round(talk.up));
  const down = Math.max(0, Math.round(talk.down));
  const upSegments = up === 0 ? 0 : Math.max(Math.ceil(up / SEGMENT), Math.min(talk.rounds, up));
  const downSegments = down === 0 ? 0 : Math.max(Math.ceil(down / SEGMENT), Math.min(talk.rounds, down));
  const upAcks = Math.max(0, Math.ceil(downSegments / 2) - Math.min(talk.rounds, upSegments));
  const downAcks = Math.max(0, Math.ceil(upSegments / 2) - Math.min(talk.rounds, downSegments));
  const srcClose = state === 'SF' ? 2 : state === 'RSTO' ? 1 : 0;
  const dstClose = state === 'SF' ? 1 : state === 'RSTR' ? 1 : 0;
  return {
    state,
    duration: (1 + talk.rounds + (state === 'SF' ? 1 : 0)) * talk.rtt + (up + down) / talk.rate + talk.idle,
    srcBytes: up,
    dstBytes: down,
    srcPkts: 2 + upSegments + resent(rng, upSegments) + upAcks + srcClose,
    dstPkts: 1 + downSegments + resent(rng, downSegments) + downAcks + dstClose,
  };
};

/** How TCP conversations end: nearly all in order, a few by a reset, fewer are still open when the sensor gives up. */
export const ending = (rng: Rng): NonNullable<Conversation['state']> => {
  const u = rng.uniform();
  return u < 0.93 ? 'SF' : u < 0.965 ? 'RSTO' : u < 0.99 ? 'RSTR' : 'S1';
};

/** A SYN that nothing answers: sent once, or again after 1 s and 3 s (RFC 6298's doubling timer). */
export const unanswered = (attempts: 1 | 2 | 3): Traffic => ({
  state: 'S0',
  duration: [0, 1, 3][attempts - 1]!,
  srcBytes: 0,
  dstBytes: 0,
  srcPkts: attempts,
  dstPkts: 0,
});

/** A SYN answered by a reset: once, or three times half a second apart (Windows tries again). */
export const refused = (attempts: 1 | 3, rtt: number): Traffic => ({
  state: 'REJ',
  duration: (attempts - 1) * 0.5 + rtt,
  srcBytes: 0,
  dstBytes: 0,
  srcPkts: attempts,
  dstPkts: attempts,
});

export interface Datagrams {
  readonly up: number;
  readonly down: number;
  /** Datagrams of each side, at least; more where the payload does not fit. */
  readonly srcPkts: number;
  readonly dstPkts: number;
  readonly duration: number;
  readonly state?: ConnState;
}

/** UDP and ICMP: what was asked for, in as many packets as it needs. SF where both sides spoke, S0 where one did. */
export const datagrams = (talk: Datagrams): Traffic => {
  const up = Math.round(talk.up);
  const down = Math.round(talk.down);
  const srcPkts = Math.max(1, Math.round(talk.srcPkts), Math.ceil(up / DATAGRAM));
  const dstPkts = Math.max(Math.round(talk.dstPkts), Math.ceil(down / DATAGRAM));
  return {
    state: talk.state ?? (dstPkts > 0 ? 'SF' : 'S0'),
    duration: srcPkts + dstPkts > 1 ? talk.duration : 0,
    srcBytes: up,
    dstBytes: down,
    srcPkts,
    dstPkts,
  };
};

/** Payload of a TLS handshake (RFC 8446): a hello of about 520 bytes, certificates of 2.5 to 5 kB unless resumed. */
export const tlsHandshake = (rng: Rng): { readonly up: number; readonly down: number } =>
  chance(rng, 0.45)
    ? { up: integer(rng, 560, 780), down: integer(rng, 240, 420) }
    : { up: integer(rng, 580, 720), down: integer(rng, 2600, 5200) };
