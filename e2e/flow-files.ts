/**
 * Small captures for the checks, made on the spot from a seed: nobody's traffic. The shape is NSL-KDD's (41 features,
 * class, difficulty, no header), the values are three clear behaviours, so that any sound detector has something to find.
 */
import { createRng } from '../src/base/rng.ts';

const COUNT_COLUMNS = 41;

type Kind = 'normal' | 'neptune' | 'portsweep';

const flow = (kind: Kind, rng: ReturnType<typeof createRng>): readonly (string | number)[] => {
  const rate = (centre: number): string => Math.min(1, Math.max(0, centre + rng.normal() * 0.03)).toFixed(2);
  const bytes = (median: number): number => Math.round(median * Math.exp(rng.normal()));
  const near = (centre: number, spread: number): number => Math.max(0, Math.round(centre + rng.normal() * spread));
  const attack = kind !== 'normal';
  const syn = kind === 'neptune' ? 1 : 0;
  const rejected = kind === 'portsweep' ? 1 : 0;
  const values: (string | number)[] = [
    kind === 'normal' ? bytes(2) : 0,
    !attack && rng.uniform() < 0.2 ? 'udp' : 'tcp',
    kind === 'normal' ? ['http', 'smtp', 'domain_u', 'ftp_data'][rng.below(4)]! : 'private',
    ['SF', 'S0', 'REJ'][syn + 2 * rejected]!,
    attack ? 0 : bytes(300),
    attack ? 0 : bytes(1200),
  ];
  // land … num_outbound_cmds are mostly zero in such traffic; logged_in is the 12th.
  while (values.length < 22) values.push(values.length === 11 && !attack ? 1 : 0);
  values.push(near(syn ? 200 : 8, syn ? 40 : 4), near(syn ? 10 : 8, 3));
  values.push(
    rate(syn),
    rate(syn),
    rate(rejected),
    rate(rejected),
    rate(syn ? 0.06 : 0.98),
    rate(rejected ? 0.7 : 0.02),
  );
  values.push(rate(0.1), near(syn ? 255 : 120, 60), near(attack ? 12 : 200, 8), rate(attack ? 0.05 : 0.9));
  values.push(rate(rejected ? 0.6 : 0.04), rate(0.1), rate(0.02), rate(syn), rate(syn), rate(rejected), rate(rejected));
  if (values.length !== COUNT_COLUMNS) throw new Error(`A flow has ${values.length} features`);
  return [...values, kind, attack ? 19 : 21];
};

/** `rows` flows, 70% normal, 20% flood, 10% scan, in random order. */
export const kddLike = (rows: number, seed = 1): string => {
  const rng = createRng(seed, 'kdd-like');
  const lines = Array.from({ length: rows }, () => {
    const draw = rng.uniform();
    return flow(draw < 0.7 ? 'normal' : draw < 0.9 ? 'neptune' : 'portsweep', rng).join(',');
  });
  return `${lines.join('\n')}\n`;
};

/** An unlabelled export with a header: what a collector writes. */
export const unlabelled = (rows: number, seed = 1): string => {
  const rng = createRng(seed, 'unlabelled');
  const lines = Array.from({ length: rows }, (_, row) => {
    const loud = row % 97 === 0;
    const packets = loud ? 4000 + rng.below(4000) : 1 + rng.below(40);
    return [
      new Date(Date.UTC(2026, 2, 2, 8, 0, row)).toISOString(),
      `10.0.0.${1 + rng.below(200)}`,
      `192.0.2.${1 + rng.below(200)}`,
      1024 + rng.below(60000),
      [53, 80, 443][rng.below(3)],
      (rng.uniform() * 30).toFixed(3),
      packets,
      packets * (60 + rng.below(900)),
    ].join(',');
  });
  return `${['time,src,dst,sport,dport,duration,packets,bytes', ...lines].join('\n')}\n`;
};
