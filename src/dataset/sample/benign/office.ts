/** What people in the office use inside: mail, shares, the application and its database, logons, printers. */
import type { Rng } from '../../../base/rng.ts';
import { workingMoment } from '../clock.ts';
import { between, chance, geometric, integer, logNormal, pareto, pick } from '../draw.ts';
import { benign, type Model } from '../model.ts';
import { clientPort, serverPort } from '../network.ts';
import { ending, tcp, tlsHandshake } from '../transport.ts';

/** Round trip on a switched office network, seconds; a gigabit less what the other end takes. */
const lanRtt = (rng: Rng): number => logNormal(rng, 0.0006, 0.4);
const LAN_RATE = 6e7;

/**
 * Mail: four of five flows are a client looking for news (IMAP over TLS, a kilobyte or two), one brings or sends
 * messages (median 60 kB, log-normal with a heavy shoulder for attachments); one in eight is the mail server's own
 * delivery to the outside (SMTP).
 */
export const mail: Model = ({ site, internet, rng, add }, count) => {
  for (let i = 0; i < count; i++) {
    const start = workingMoment(rng);
    if (chance(rng, 0.12)) {
      const host = internet.popular(rng);
      add(
        benign({
          start,
          srcIp: site.mail,
          srcPort: serverPort(rng),
          dstIp: host.ip,
          dstPort: 25,
          proto: 'tcp',
          service: 'smtp',
          traffic: tcp(rng, {
            up: Math.min(25e6, logNormal(rng, 30e3, 1.5)),
            down: 3500 + logNormal(rng, 600, 0.3),
            rounds: 8,
            rtt: host.rtt,
            rate: host.rate,
            idle: logNormal(rng, 0.8, 0.7),
            state: ending(rng),
          }),
        }),
      );
      continue;
    }
    const hello = tlsHandshake(rng);
    const sends = chance(rng, 0.1);
    const fetches = !sends && chance(rng, 0.3);
    const size = Math.min(3e7, logNormal(rng, 60e3, 1.4));
    add(
      benign({
        start,
        srcIp: site.user(rng),
        srcPort: clientPort(rng),
        dstIp: site.mail,
        dstPort: sends ? 587 : 993,
        proto: 'tcp',
        service: sends ? 'smtp' : 'imap',
        traffic: tcp(rng, {
          up: hello.up + logNormal(rng, 700, 0.4) + (sends ? size : 0),
          down: hello.down + logNormal(rng, 1100, 0.5) + (fetches ? size * (1 + geometric(rng, 1)) : 0),
          rounds: integer(rng, 5, 9),
          rtt: lanRtt(rng),
          rate: LAN_RATE,
          // Push mail (IMAP IDLE, RFC 2177) holds a flow open for up to 29 minutes.
          idle: !sends && chance(rng, 0.25) ? between(rng, 300, 1740) : logNormal(rng, 0.3, 0.8),
          state: ending(rng),
        }),
      }),
    );
  }
};

/** SMB shares: flows live for minutes; sizes are Pareto (index 0.75, 6 kB to 1.5 GB), read four times as often as written. */
export const shares: Model = ({ site, rng, add }, count) => {
  for (let i = 0; i < count; i++) {
    const size = pareto(rng, 6e3, 0.75, 1.5e9);
    const writes = chance(rng, 0.2);
    const calls = 12 + Math.ceil(size / 1e6) + geometric(rng, 20);
    add(
      benign({
        start: workingMoment(rng),
        srcIp: site.user(rng),
        srcPort: clientPort(rng),
        dstIp: pick(rng, site.files),
        dstPort: 445,
        proto: 'tcp',
        service: 'smb',
        traffic: tcp(rng, {
          up: calls * 180 + (writes ? size : 0),
          down: calls * 210 + (writes ? 0 : size),
          rounds: calls,
          rtt: lanRtt(rng),
          rate: LAN_RATE,
          idle: Math.min(1800, logNormal(rng, 20, 1.4)),
          state: ending(rng),
        }),
      }),
    );
  }
};

/** The application inside: forms and lists over TLS; two of five calls make the server ask its database. */
export const application: Model = ({ site, rng, add }, count) => {
  let left = count;
  while (left > 0) {
    const start = workingMoment(rng);
    const hello = tlsHandshake(rng);
    const calls = 1 + geometric(rng, 4);
    add(
      benign({
        start,
        srcIp: site.user(rng),
        srcPort: clientPort(rng),
        dstIp: site.app,
        dstPort: 443,
        proto: 'tcp',
        service: 'ssl',
        traffic: tcp(rng, {
          up: hello.up + calls * logNormal(rng, 800, 0.6),
          down: hello.down + calls * logNormal(rng, 14e3, 1),
          rounds: calls + 1,
          rtt: lanRtt(rng) + 0.02,
          rate: LAN_RATE,
          idle: Math.min(120, logNormal(rng, 12, 1)),
          state: ending(rng),
        }),
      }),
    );
    if (--left === 0) return;
    if (!chance(rng, 0.6)) continue;
    // A pooled connection, replaced after some queries: small questions, answers of a few rows, now and then a report.
    const queries = 2 + geometric(rng, 12);
    add(
      benign({
        start: start + 0.01,
        srcIp: site.app,
        srcPort: serverPort(rng),
        dstIp: site.db,
        dstPort: 5432,
        proto: 'tcp',
        service: 'postgresql',
        traffic: tcp(rng, {
          up: 300 + queries * logNormal(rng, 260, 0.5),
          down: 450 + queries * logNormal(rng, 1500, 1.1) + (chance(rng, 0.01) ? pareto(rng, 1e6, 1.1, 2e8) : 0),
          rounds: queries,
          rtt: lanRtt(rng) + 0.003,
          rate: LAN_RATE,
          idle: Math.min(600, logNormal(rng, 15, 1.2)),
          state: ending(rng),
        }),
      }),
    );
    left--;
  }
};

/** Logons and policy: Kerberos (one round) and LDAP (a few) to the directory server. */
export const logons: Model = ({ site, rng, add }, count) => {
  for (let i = 0; i < count; i++) {
    const kerberos = chance(rng, 0.6);
    add(
      benign({
        start: workingMoment(rng),
        srcIp: site.user(rng),
        srcPort: clientPort(rng),
        dstIp: site.directory,
        dstPort: kerberos ? 88 : 389,
        proto: 'tcp',
        service: kerberos ? 'krb_tcp' : 'ldap_tcp',
        traffic: tcp(rng, {
          up: kerberos ? logNormal(rng, 1750, 0.15) : logNormal(rng, 3000, 0.5),
          down: kerberos ? logNormal(rng, 1700, 0.15) : logNormal(rng, 6500, 0.8),
          rounds: kerberos ? 1 : integer(rng, 3, 9),
          rtt: lanRtt(rng),
          rate: LAN_RATE,
          idle: kerberos ? 0.001 : Math.min(120, logNormal(rng, 2, 1.2)),
          state: ending(rng),
        }),
      }),
    );
  }
};

/** Printing: raw jobs on port 9100, median 900 kB; the printer says little and takes its time. */
export const printing: Model = ({ site, rng, add }, count) => {
  for (let i = 0; i < count; i++) {
    const size = Math.min(2e8, logNormal(rng, 900e3, 1.2));
    add(
      benign({
        start: workingMoment(rng),
        srcIp: site.user(rng),
        srcPort: clientPort(rng),
        dstIp: pick(rng, site.printers),
        dstPort: 9100,
        proto: 'tcp',
        service: 'none',
        traffic: tcp(rng, {
          up: size,
          down: chance(rng, 0.5) ? integer(rng, 20, 400) : 0,
          rounds: 1,
          rtt: lanRtt(rng),
          rate: 3e6,
          idle: logNormal(rng, 1.5, 0.6),
        }),
      }),
    );
  }
};
