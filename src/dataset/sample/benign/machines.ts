/**
 * What machines do by themselves, by their timers, day and night. It is regular, and so looks like a beacon to anyone
 * who looks at regularity alone.
 */
import { workingMoment } from '../clock.ts';
import { chance, integer, logNormal, pick } from '../draw.ts';
import { benign, type Model, periodic } from '../model.ts';
import { clientPort, serverPort } from '../network.ts';
import { datagrams, refused, tcp, tlsHandshake, unanswered } from '../transport.ts';

/** NTP (RFC 5905): 48 bytes each way from port 123 to port 123. */
export const time: Model = ({ site, rng, add }, count) =>
  periodic(rng, count, site.servers, 0.02, (srcIp, start) =>
    add(
      benign({
        start,
        srcIp,
        srcPort: 123,
        dstIp: site.ntp,
        dstPort: 123,
        proto: 'udp',
        service: 'ntp',
        traffic: datagrams({ up: 48, down: 48, srcPkts: 1, dstPkts: 1, duration: logNormal(rng, 0.0007, 0.4) }),
      }),
    ),
  );

/** The monitoring host pings every server: four echoes of 56 bytes, a second apart. Zeek writes type 8, code 0 as ports. */
export const pings: Model = ({ site, rng, add }, count) =>
  periodic(rng, count, site.servers, 0.01, (dstIp, start) =>
    add(
      benign({
        start,
        srcIp: site.monitor,
        srcPort: 8,
        dstIp,
        dstPort: 0,
        proto: 'icmp',
        service: 'none',
        traffic: datagrams({
          up: 224,
          down: 224,
          srcPkts: 4,
          dstPkts: 4,
          duration: 3 + logNormal(rng, 0.0007, 0.4),
          state: 'OTH',
        }),
      }),
    ),
  );

/** It also walks their counters (SNMP, 5 to 60 questions of about 80 bytes in a row). */
export const counters: Model = ({ site, rng, add }, count) =>
  periodic(rng, count, site.servers, 0.01, (dstIp, start) => {
    const questions = integer(rng, 5, 60);
    add(
      benign({
        start,
        srcIp: site.monitor,
        srcPort: serverPort(rng),
        dstIp,
        dstPort: 161,
        proto: 'udp',
        service: 'snmp',
        traffic: datagrams({
          up: questions * integer(rng, 74, 84),
          down: questions * integer(rng, 84, 120),
          srcPkts: questions,
          dstPkts: questions,
          duration: questions * logNormal(rng, 0.002, 0.4),
        }),
      }),
    );
  });

/** Every server's agent reports to its maker outside: small, regular, over TLS. The benign twin of a beacon. */
export const heartbeats: Model = ({ site, internet, rng, add }, count) => {
  const host = internet.service('heartbeat');
  periodic(rng, count, site.servers, 0.05, (srcIp, start) => {
    const hello = tlsHandshake(rng);
    add(
      benign({
        start,
        srcIp,
        srcPort: serverPort(rng),
        dstIp: host.ip,
        dstPort: 443,
        proto: 'tcp',
        service: 'ssl',
        traffic: tcp(rng, {
          up: hello.up + logNormal(rng, 700, 0.3),
          down: hello.down + logNormal(rng, 350, 0.2),
          rounds: 2,
          rtt: host.rtt,
          rate: host.rate,
          idle: logNormal(rng, 0.06, 0.5),
        }),
      }),
    );
  });
};

/** Log lines to the log server (syslog over UDP, RFC 5426): nothing ever comes back. */
export const logLines: Model = ({ site, rng, add }, count) =>
  periodic(rng, count, site.servers, 0.4, (srcIp, start) => {
    const lines = integer(rng, 1, 12);
    add(
      benign({
        start,
        srcIp,
        srcPort: serverPort(rng),
        dstIp: site.log,
        dstPort: 514,
        proto: 'udp',
        service: 'syslog',
        traffic: datagrams({
          up: lines * integer(rng, 90, 260),
          down: 0,
          srcPkts: lines,
          dstPkts: 0,
          duration: lines * 4,
        }),
      }),
    );
  });

/** Workstations call into the room for printers and players (mDNS, SSDP): multicast, never answered in the same flow. */
export const discovery: Model = ({ site, rng, add }, count) => {
  for (let i = 0; i < count; i++) {
    const mdns = chance(rng, 0.6);
    const calls = integer(rng, 1, 4);
    add(
      benign({
        start: workingMoment(rng),
        srcIp: site.user(rng),
        srcPort: mdns ? 5353 : clientPort(rng),
        dstIp: mdns ? '224.0.0.251' : '239.255.255.250',
        dstPort: mdns ? 5353 : 1900,
        proto: 'udp',
        service: mdns ? 'dns' : 'ssdp',
        traffic: datagrams({
          up: calls * (mdns ? integer(rng, 40, 180) : integer(rng, 125, 175)),
          down: 0,
          srcPkts: calls,
          dstPkts: 0,
          duration: (calls - 1) * 1.0005,
        }),
      }),
    );
  }
};

/**
 * Connections that fail for no evil reason: an address that is switched off, a service that was moved (always the same
 * few ports), an outside host that is gone.
 */
export const failures: Model = ({ site, internet, rng, add }, count) => {
  for (let i = 0; i < count; i++) {
    const common = {
      start: workingMoment(rng),
      srcIp: site.user(rng),
      srcPort: clientPort(rng),
      proto: 'tcp',
      service: 'none',
    } as const;
    const u = rng.uniform();
    if (u < 0.45) {
      const host = internet.popular(rng);
      add(benign({ ...common, dstIp: host.ip, dstPort: host.port, traffic: unanswered(pick(rng, [1, 2, 3, 3])) }));
    } else if (u < 0.7) {
      add(
        benign({ ...common, dstIp: site.absent(rng), dstPort: pick(rng, [445, 9100, 7680]), traffic: unanswered(3) }),
      );
    } else {
      const server = pick(rng, site.servers);
      const traffic = refused(chance(rng, 0.7) ? 3 : 1, logNormal(rng, 0.0006, 0.4));
      add(benign({ ...common, dstIp: server, dstPort: pick(rng, [80, 139, 8080, 8443]), traffic }));
    }
  }
};
