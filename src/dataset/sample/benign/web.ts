/**
 * Browsing, and the name lookups that come with it. A user opens a few pages with pauses between them (log-normal,
 * median 25 s); a page takes one connection to its own host and some to others, each popular by Zipf's law; on a
 * kept-alive connection several objects are fetched (median 9 kB, log-normal body; a few are downloads with a Pareto
 * tail, index 1.2), then it idles until someone closes it.
 */
import type { Rng } from '../../../base/rng.ts';
import { visitingMoment, workingMoment } from '../clock.ts';
import { chance, geometric, integer, logNormal, pareto, pick } from '../draw.ts';
import { DAY_SECONDS, type Flow } from '../flow.ts';
import { benign, type Model, type Scene } from '../model.ts';
import { clientPort, type OutsideHost } from '../network.ts';
import { datagrams, ending, tcp, tlsHandshake } from '../transport.ts';

/** One question to a resolver: 28 to 60 bytes; from its memory in a millisecond, else after asking around. */
export const lookup = (rng: Rng, client: string, resolver: string, start: number): Flow => {
  const remembered = chance(rng, 0.6);
  // A and AAAA asked from the same port make one flow of two questions.
  const questions = chance(rng, 0.35) ? 2 : 1;
  const answered = !chance(rng, 0.004);
  const name = integer(rng, 28, 58);
  return benign({
    start,
    srcIp: client,
    srcPort: clientPort(rng),
    dstIp: resolver,
    dstPort: 53,
    proto: 'udp',
    service: 'dns',
    traffic: datagrams({
      up: name * questions,
      down: answered ? questions * (name + Math.min(420, Math.round(logNormal(rng, 60, 0.7)))) : 0,
      srcPkts: questions,
      dstPkts: answered ? questions : 0,
      duration: remembered ? logNormal(rng, 0.0009, 0.4) : Math.min(5, logNormal(rng, 0.028, 0.9)),
    }),
  });
};

/** What one connection of a browser carries. */
const connection = (rng: Rng, user: string, host: OutsideHost, start: number): Flow => {
  const requests = 1 + geometric(rng, 2.5);
  const secure = host.port === 443;
  const hello = secure ? tlsHandshake(rng) : { up: 0, down: 0 };
  let up = hello.up;
  let down = hello.down;
  for (let i = 0; i < requests; i++) {
    up += logNormal(rng, 420, 0.5);
    down += Math.min(8e6, host.weight * logNormal(rng, 9000, 1.4));
  }
  // Downloads and videos; forms, attachments and pictures going up.
  if (chance(rng, 0.02)) down += pareto(rng, 1e6, 1.2, 3e8);
  if (chance(rng, 0.025)) up += Math.min(4e7, logNormal(rng, 150e3, 1.5));
  const idle = Math.min(300, logNormal(rng, 8, 1.3));
  const srcPort = clientPort(rng);
  if (host.quic && chance(rng, 0.6)) {
    // QUIC: the client pads its hello to 1,200 bytes (RFC 9000) and acknowledges every other packet.
    const dstPkts = Math.ceil(down / 1252) + 2;
    return benign({
      start,
      srcIp: user,
      srcPort,
      dstIp: host.ip,
      dstPort: host.port,
      proto: 'udp',
      service: 'quic',
      traffic: datagrams({
        up: up + 1200 + Math.ceil(dstPkts / 2) * 34,
        down,
        srcPkts: 2 + requests + Math.ceil(dstPkts / 2),
        dstPkts,
        duration: (1 + requests) * host.rtt + (up + down) / host.rate + idle,
      }),
    });
  }
  return benign({
    start,
    srcIp: user,
    srcPort,
    dstIp: host.ip,
    dstPort: host.port,
    proto: 'tcp',
    service: secure ? 'ssl' : 'http',
    traffic: tcp(rng, {
      up,
      down,
      rounds: requests + (secure ? 1 : 0),
      rtt: host.rtt,
      rate: host.rate,
      idle,
      state: ending(rng),
    }),
  });
};

/** Every flow of one sitting, in time. The resolver's own question goes out where it did not know the name. */
const sitting = function* ({ site, internet, rng }: Scene): Generator<Flow> {
  const user = site.user(rng);
  let now = workingMoment(rng);
  const pages = 1 + geometric(rng, 3);
  for (let page = 0; page < pages && now < DAY_SECONDS - 10; page++) {
    const connections = 1 + geometric(rng, 1.6);
    for (let c = 0; c < connections; c++) {
      const host = internet.popular(rng);
      const at = now + c * 0.3 * rng.uniform();
      if (chance(rng, 0.5)) {
        const resolver = pick(rng, site.dns);
        yield lookup(rng, user, resolver, at);
        if (chance(rng, 0.2)) yield lookup(rng, resolver, internet.service('resolver').ip, at + 0.0004);
      }
      yield connection(rng, user, host, at + 0.03);
    }
    now += logNormal(rng, 25, 1.1);
  }
};

/** Sittings until the count is reached; the last one is cut short. */
export const browsing: Model = (scene, count) => {
  let left = count;
  while (left > 0) {
    for (const flow of sitting(scene)) {
      scene.add(flow);
      if (--left === 0) return;
    }
  }
};

/** Visitors of the office's public web site: one to six objects, then a short keep-alive. */
export const publicVisits: Model = ({ site, internet, rng, add }, count) => {
  for (let i = 0; i < count; i++) {
    const secure = chance(rng, 0.95);
    const hello = secure ? tlsHandshake(rng) : { up: 0, down: 0 };
    const objects = 1 + geometric(rng, 1.5);
    add(
      benign({
        start: visitingMoment(rng),
        srcIp: internet.stranger(rng),
        // Mostly a port of their own machine; one in eight is behind a translator that takes any.
        srcPort: chance(rng, 0.125) ? 1024 + rng.below(64512) : 32768 + rng.below(32768),
        dstIp: site.publicWeb,
        dstPort: secure ? 443 : 80,
        proto: 'tcp',
        service: secure ? 'ssl' : 'http',
        traffic: tcp(rng, {
          up: hello.up + objects * logNormal(rng, 450, 0.4),
          down: hello.down + Math.min(2e7, objects * logNormal(rng, 12000, 1.2)),
          rounds: objects + (secure ? 1 : 0),
          rtt: Math.min(0.5, logNormal(rng, 0.045, 0.7)),
          rate: 1e6,
          idle: Math.min(65, logNormal(rng, 4, 1)),
          state: ending(rng),
        }),
      }),
    );
  }
};
