/** Attacks that knock: port scans, guessing of passwords, floods. Many flows in a short time, each of them small. */
import type { Rng } from '../../../base/rng.ts';
import { hour } from '../clock.ts';
import { between, chance, exponential, integer, logNormal, pick } from '../draw.ts';
import type { Traffic } from '../flow.ts';
import type { Model } from '../model.ts';
import { clientPort } from '../network.ts';
import { datagrams, refused, tcp, unanswered } from '../transport.ts';

/** A SYN scan's outcome at an open port: SYN, SYN-ACK, and the scanner's RST. */
const halfOpen = (rtt: number): Traffic => ({
  state: 'RSTO',
  duration: 2 * rtt,
  srcBytes: 0,
  dstBytes: 0,
  srcPkts: 2,
  dstPkts: 1,
});

/**
 * Port scans. A fifth is horizontal: an infected workstation tries one port (SMB, SSH, remote desktop) on address
 * after address of its own network at 8 a second, most of them unused. The rest is vertical: a stranger tries the public
 * web server's ports at 20 a second in random order, one in seven of them well-known; the firewall drops most, a few are
 * refused. The stranger sends everything from port 53 or 20, which old filters take for answers, and tries once.
 */
export const portScan: Model = ({ site, internet, rng, add }, count) => {
  const horizontal = Math.round(count * 0.2);
  const infected = site.user(rng);
  const ports = [445, 22, 3389];
  let now = hour(between(rng, 9.5, 15));
  for (let i = 0; i < horizontal; i++) {
    const used = chance(rng, 0.3);
    const rtt = logNormal(rng, 0.0006, 0.4);
    add({
      start: now,
      srcIp: infected,
      srcPort: clientPort(rng),
      dstIp: used ? pick(rng, site.workstations) : site.absent(rng),
      dstPort: ports[Math.floor((i * ports.length) / horizontal)]!,
      proto: 'tcp',
      service: 'none',
      label: 'PortScan',
      traffic: used ? (chance(rng, 0.3) ? halfOpen(rtt) : refused(1, rtt)) : unanswered(1),
    });
    now += exponential(rng, 1 / 8);
  }
  const stranger = internet.stranger(rng);
  const srcPort = pick(rng, [53, 20]);
  now = hour(between(rng, 1, 23));
  for (let i = horizontal; i < count; i++) {
    const dstPort = chance(rng, 0.15) ? integer(rng, 1, 1024) : integer(rng, 1025, 65535);
    const rtt = logNormal(rng, 0.09, 0.1);
    const open = dstPort === 443 || dstPort === 80;
    add({
      start: now,
      srcIp: stranger,
      srcPort,
      dstIp: site.publicWeb,
      dstPort,
      proto: 'tcp',
      service: 'none',
      label: 'PortScan',
      traffic: open ? halfOpen(rtt) : chance(rng, 0.15) ? refused(1, rtt) : unanswered(1),
    });
    now += exponential(rng, 1 / 20);
  }
};

/** One guess: a short session that is nearly the same each time. */
const guess = (rng: Rng, ssh: boolean): Traffic =>
  tcp(rng, {
    up: logNormal(rng, ssh ? 1950 : 1500, 0.04),
    down: logNormal(rng, ssh ? 2500 : 1750, 0.04),
    rounds: ssh ? 11 : 7,
    rtt: 0.11,
    rate: 1e6,
    // The server waits before it says no (PAM: about 2 s).
    idle: ssh ? between(rng, 1.6, 2.6) : between(rng, 0.2, 0.5),
    state: ssh ? (chance(rng, 0.8) ? 'SF' : 'RSTR') : 'RSTO',
  });

/** Guessing of passwords: half at the SSH gateway (a guess every 3 s), half at the remote desktop gateway (every 1.2 s). */
export const bruteForce: Model = ({ site, internet, rng, add }, count) => {
  const half = Math.ceil(count / 2);
  for (const ssh of [true, false]) {
    const srcIp = internet.stranger(rng);
    let now = hour(between(rng, 0.5, 22));
    for (let i = 0; i < (ssh ? half : count - half); i++) {
      add({
        start: now,
        srcIp,
        srcPort: integer(rng, 32768, 60999),
        dstIp: ssh ? site.sshGateway : site.rdpGateway,
        dstPort: ssh ? 22 : 3389,
        proto: 'tcp',
        service: ssh ? 'ssh' : 'rdp',
        label: 'BruteForce',
        traffic: guess(rng, ssh),
      });
      now += exponential(rng, ssh ? 3 : 1.2);
    }
  }
};

/** UDP services that answer a forged question with far more than they were asked: LDAP, SSDP, memcached, NTP. */
const REFLECTORS = [389, 1900, 11211, 123];

/**
 * A flood of the public web server, over in seconds. A quarter are SYNs from forged addresses that the full queue leaves
 * unanswered (300 a second). The rest is UDP to random ports, half of it sent by rented machines, half reflected off
 * open services: hundreds to thousands of datagrams of 900 to 1,400 bytes in each flow, and nothing back.
 */
export const flood: Model = ({ site, internet, rng, add }, count) => {
  const syns = Math.round(count * 0.25);
  const start = hour(between(rng, 10, 20));
  for (let i = 0; i < count; i++) {
    const syn = i < syns;
    const datagramsSent = Math.round(Math.min(20000, logNormal(rng, 900, 0.8)));
    add({
      start: start + i / (syn ? 300 : 60),
      srcIp: internet.stranger(rng),
      srcPort: !syn && chance(rng, 0.5) ? pick(rng, REFLECTORS) : 1024 + rng.below(64512),
      dstIp: site.publicWeb,
      dstPort: syn ? (chance(rng, 0.9) ? 443 : 80) : 1 + rng.below(65535),
      proto: syn ? 'tcp' : 'udp',
      service: 'none',
      label: 'Flood',
      traffic: syn
        ? unanswered(1)
        : datagrams({
            up: datagramsSent * integer(rng, 900, 1400),
            down: 0,
            srcPkts: datagramsSent,
            dstPkts: 0,
            duration: between(rng, 2, 9),
          }),
    });
  }
};
