import { describe, expect, it } from 'vitest';
import { createRng } from '../../base/rng.ts';
import { datagrams, refused, tcp, unanswered } from './transport.ts';

describe('tcp', () => {
  it('counts a small request and its answer by hand', () => {
    // SYN, ACK, request, FIN, ACK; SYN-ACK, 3 segments, FIN. Of 3 segments, 2 need an ACK, one rides on the request.
    const traffic = tcp(createRng(1), { up: 300, down: 4000, rounds: 1, rtt: 0.1, rate: 43000, idle: 2 });
    expect(traffic).toEqual({
      state: 'SF',
      duration: expect.closeTo(0.3 + 0.1 + 2, 9),
      srcBytes: 300,
      dstBytes: 4000,
      srcPkts: 2 + 1 + 1 + 2,
      dstPkts: 1 + 3 + 1,
    });
  });

  it('carries nothing where nothing is said', () => {
    const traffic = tcp(createRng(1), { up: 0, down: 0, rounds: 1, rtt: 0, rate: 1, idle: 0, state: 'S1' });
    expect(traffic).toMatchObject({ srcPkts: 2, dstPkts: 1, srcBytes: 0, dstBytes: 0, duration: 0 });
  });
});

it('unanswered and refused tries', () => {
  expect(unanswered(1)).toMatchObject({ state: 'S0', duration: 0, srcPkts: 1, dstPkts: 0 });
  expect(unanswered(3)).toMatchObject({ state: 'S0', duration: 3, srcPkts: 3, dstPkts: 0 });
  expect(refused(3, 0.25)).toMatchObject({ state: 'REJ', duration: 1.25, srcPkts: 3, dstPkts: 3 });
});

it('datagrams: as many packets as the payload needs, S0 without an answer', () => {
  expect(datagrams({ up: 3000, down: 0, srcPkts: 1, dstPkts: 0, duration: 1 })).toEqual({
    state: 'S0',
    duration: 1,
    srcBytes: 3000,
    dstBytes: 0,
    srcPkts: 3,
    dstPkts: 0,
  });
  expect(datagrams({ up: 48, down: 0, srcPkts: 1, dstPkts: 0, duration: 9 }).duration).toBe(0);
  expect(datagrams({ up: 48, down: 48, srcPkts: 1, dstPkts: 1, duration: 9 })).toMatchObject({
    state: 'SF',
    duration: 9,
  });
});
