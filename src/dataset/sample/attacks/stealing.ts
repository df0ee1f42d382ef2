/** Attacks that are already inside: data carried out, in bulk or through name lookups, and the call home. Few flows. */
import { hour } from '../clock.ts';
import { between, chance, exponential, integer, logNormal } from '../draw.ts';
import { DAY_SECONDS } from '../flow.ts';
import type { Model } from '../model.ts';
import { clientPort } from '../network.ts';
import { datagrams, tcp, tlsHandshake } from '../transport.ts';

/** One workstation uploads an archive in parts (median 60 MB, log-normal) over TLS to a host nobody else speaks to. */
export const exfiltration: Model = ({ site, internet, rng, add }, count) => {
  const srcIp = site.user(rng);
  const dstIp = internet.stranger(rng);
  let now = hour(between(rng, 17.5, 21));
  for (let i = 0; i < count; i++) {
    const size = Math.min(2e9, logNormal(rng, 60e6, 0.9));
    const hello = tlsHandshake(rng);
    const traffic = tcp(rng, {
      up: hello.up + size,
      down: hello.down + 700 + size * 0.0004,
      rounds: 2 + Math.ceil(size / 1.6e7),
      rtt: 0.08,
      rate: between(rng, 8e5, 3e6),
      idle: logNormal(rng, 1, 0.5),
    });
    add({
      start: now,
      srcIp,
      srcPort: clientPort(rng),
      dstIp,
      dstPort: 443,
      proto: 'tcp',
      service: 'ssl',
      label: 'Exfiltration',
      traffic,
    });
    // The next part follows when this one is through, or soon after; the day's end is not crossed.
    now = Math.min(DAY_SECONDS - 1, now + Math.min(traffic.duration, 120) + exponential(rng, 60));
  }
};

/**
 * A tunnel through name lookups (as iodine and dnscat do): questions of 150 to 230 bytes full of encoded data, answers
 * of 120 to 400 bytes, straight to the outside. Two fifths are lone questions, the rest bursts from one port.
 */
export const dnsTunnel: Model = ({ site, internet, rng, add }, count) => {
  const srcIp = site.user(rng);
  const dstIp = internet.stranger(rng);
  let now = hour(between(rng, 10, 14));
  for (let i = 0; i < count; i++) {
    const questions = chance(rng, 0.4) ? 1 : integer(rng, 20, 400);
    add({
      start: now,
      srcIp,
      srcPort: clientPort(rng),
      dstIp,
      dstPort: 53,
      proto: 'udp',
      service: 'dns',
      label: 'DnsTunnel',
      traffic: datagrams({
        up: questions * integer(rng, 150, 230),
        down: questions * integer(rng, 120, 400),
        srcPkts: questions,
        dstPkts: questions,
        duration: questions * between(rng, 0.06, 0.1),
      }),
    });
    now += exponential(rng, 200);
    if (now >= DAY_SECONDS) now -= hour(10);
  }
};

/**
 * Calls home: one workstation asks a host nobody else speaks to whether there is work, from mid-morning to midnight at
 * equal gaps ± 15 per cent. A few hundred bytes each way over a resumed TLS session: taken one by one, they look like
 * any small page; only their rhythm and the rare host give them away.
 */
export const beacon: Model = ({ site, internet, rng, add }, count) => {
  const srcIp = site.user(rng);
  const dstIp = internet.stranger(rng);
  const from = hour(between(rng, 7.5, 10));
  const gap = (DAY_SECONDS - from) / count;
  for (let i = 0; i < count; i++) {
    add({
      start: from + gap * (i + 0.15 + 0.3 * rng.uniform()),
      srcIp,
      srcPort: clientPort(rng),
      dstIp,
      dstPort: 443,
      proto: 'tcp',
      service: 'ssl',
      label: 'Beacon',
      traffic: tcp(rng, {
        up: 620 + logNormal(rng, 330, 0.06),
        down: 290 + logNormal(rng, 210, 0.08),
        rounds: 2,
        rtt: between(rng, 0.085, 0.105),
        rate: 1e6,
        idle: between(rng, 0.02, 0.06),
      }),
    });
  }
};
