/**
 * Rare and large, and nobody's attack: calls, downloads of updates, files synced to the cloud, backups in the evening,
 * and administrators at work. A detector that flags size alone flags these.
 */
import { hour, workingMoment } from '../clock.ts';
import { between, chance, geometric, integer, logNormal, pareto, pick } from '../draw.ts';
import { benign, type Model } from '../model.ts';
import { clientPort, serverPort } from '../network.ts';
import { datagrams, tcp, tlsHandshake } from '../transport.ts';

/**
 * Calls with picture: one in two lasts (median 24 minutes) at 50 packets a second of sound and as many again of picture
 * (about 900 bytes), more or less symmetric; the other half are the short trials of a path that precede it (STUN).
 */
export const calls: Model = ({ site, internet, rng, add }, count) => {
  const host = internet.service('video');
  for (let i = 0; i < count; i++) {
    const common = {
      start: workingMoment(rng),
      srcIp: site.user(rng),
      srcPort: clientPort(rng),
      dstIp: host.ip,
      proto: 'udp',
    } as const;
    if (chance(rng, 0.5)) {
      const tries = integer(rng, 1, 5);
      const traffic = datagrams({
        up: tries * 28,
        down: tries * 44,
        srcPkts: tries,
        dstPkts: tries,
        duration: tries * 0.5,
      });
      add(benign({ ...common, dstPort: 3478, service: 'stun', traffic }));
      continue;
    }
    const seconds = Math.min(7200, logNormal(rng, 1450, 0.7));
    const srcPkts = seconds * between(rng, 50, 110);
    const dstPkts = seconds * between(rng, 50, 190);
    const traffic = datagrams({
      up: srcPkts * between(rng, 220, 900),
      down: dstPkts * between(rng, 350, 1000),
      srcPkts,
      dstPkts,
      duration: seconds,
    });
    add(benign({ ...common, dstPort: integer(rng, 3479, 3481), service: 'rtp', traffic }));
  }
};

/** Software updates: a look for news, then 5 MB to 1 GB at full speed (Pareto, index 0.8). */
export const updates: Model = ({ site, internet, rng, add }, count) => {
  const host = internet.service('updates');
  for (let i = 0; i < count; i++) {
    const size = pareto(rng, 5e6, 0.8, 1e9);
    const hello = tlsHandshake(rng);
    add(
      benign({
        start: workingMoment(rng),
        srcIp: site.user(rng),
        srcPort: clientPort(rng),
        dstIp: host.ip,
        dstPort: 443,
        proto: 'tcp',
        service: 'ssl',
        traffic: tcp(rng, {
          up: hello.up + 3000,
          down: hello.down + size,
          rounds: integer(rng, 3, 12),
          rtt: host.rtt,
          rate: between(rng, 3e6, 2e7),
          idle: logNormal(rng, 2, 0.8),
        }),
      }),
    );
  }
};

/** Files synced to the cloud: uploads of 200 kB to 200 MB over TLS (Pareto, index 0.7) in working time. */
export const cloudSync: Model = ({ site, internet, rng, add }, count) => {
  const host = internet.service('cloud-sync');
  for (let i = 0; i < count; i++) {
    const size = pareto(rng, 2e5, 0.7, 2e8);
    const hello = tlsHandshake(rng);
    add(
      benign({
        start: workingMoment(rng),
        srcIp: site.user(rng),
        srcPort: clientPort(rng),
        dstIp: host.ip,
        dstPort: 443,
        proto: 'tcp',
        service: 'ssl',
        traffic: tcp(rng, {
          up: hello.up + size,
          down: hello.down + 900 + size * 0.002,
          rounds: 3 + Math.ceil(size / 4e6),
          rtt: host.rtt,
          rate: between(rng, 1e6, 6e6),
          idle: logNormal(rng, 20, 1),
        }),
      }),
    );
  }
};

/**
 * Backups, 20:00 to 23:00: each server sends what changed to the backup host (median 400 MB, log-normal), and the backup
 * host copies a part off site over TLS. In size and direction this is what exfiltration looks like.
 */
export const backups: Model = ({ site, internet, rng, add }, count) => {
  const outside = internet.service('offsite-backup');
  for (let i = 0; i < count; i++) {
    const offsite = i % 4 === 3;
    const size = Math.min(2e10, logNormal(rng, offsite ? 150e6 : 400e6, 1.1));
    add(
      benign({
        start: hour(20) + hour(3) * rng.uniform(),
        srcIp: offsite ? site.backup : pick(rng, site.servers),
        srcPort: serverPort(rng),
        dstIp: offsite ? outside.ip : site.backup,
        dstPort: offsite ? 443 : 8730,
        proto: 'tcp',
        service: offsite ? 'ssl' : 'rsync',
        traffic: tcp(rng, {
          up: size,
          down: 5000 + size * 0.0008,
          rounds: 20 + Math.ceil(size / 8e6),
          rtt: offsite ? outside.rtt : 0.0006,
          rate: offsite ? 1.2e7 : 8e7,
          idle: logNormal(rng, 3, 0.7),
        }),
      }),
    );
  }
};

/** Administrators: SSH to servers (long, many small packets), remote desktop through the gateway (longer, larger). */
export const administration: Model = ({ site, internet, rng, add }, count) => {
  for (let i = 0; i < count; i++) {
    const ssh = chance(rng, 0.6);
    const away = chance(rng, 0.4);
    const seconds = Math.min(5 * 3600, logNormal(rng, ssh ? 400 : 1500, 1.1));
    const keys = 12 + seconds * between(rng, 0.2, 1.5) + geometric(rng, 10);
    add(
      benign({
        start: workingMoment(rng),
        srcIp: away ? internet.stranger(rng) : site.user(rng),
        srcPort: clientPort(rng),
        dstIp: away ? (ssh ? site.sshGateway : site.rdpGateway) : ssh ? pick(rng, site.servers) : site.app,
        dstPort: ssh ? 22 : 3389,
        proto: 'tcp',
        service: ssh ? 'ssh' : 'rdp',
        traffic: tcp(rng, {
          up: 2600 + keys * (ssh ? 44 : 90),
          down: 3200 + keys * (ssh ? 120 : 2600),
          rounds: Math.ceil(keys),
          rtt: away ? 0.03 : 0.0008,
          rate: 1e7,
          idle: seconds,
          state: chance(rng, 0.15) ? 'RSTO' : 'SF',
        }),
      }),
    );
  }
};
