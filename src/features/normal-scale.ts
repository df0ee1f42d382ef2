/**
 * Rank to normal: the share of fitted values below a value (quantile-scale.ts) becomes the normal deviate that has this
 * share below it, the "normal scores" of van der Waerden (1952) and Blom (1958); scikit-learn's QuantileTransformer with
 * normal output. Crowded values are spread as by ranks, and yet what is rare lies far out: a forest's even cuts reach it.
 */

/** Shares nearer to 0 or 1 than this count as if they were so far away: ±5.2 standard deviations, as in scikit-learn. */
export const LEAST_SHARE = 1e-7;

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

// Wichura (1988), "Algorithm AS 241: The Percentage Points of the Normal Distribution", PPND16: about 16 digits.
const CENTRAL = [
  [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
] as const;
const TAIL = [
  [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
] as const;

/** Standard normal deviate below which the share lies; shares from 1e-11 to 1 − 1e-11, which is where the formula holds. */
export const normalDeviate = (share: number): number => {
  const fromMiddle = share - 0.5;
  if (Math.abs(fromMiddle) <= 0.425) {
    const r = 0.180625 - fromMiddle * fromMiddle;
    return (fromMiddle * polynomial(CENTRAL[0], r)) / polynomial(CENTRAL[1], r);
  }
  const r = Math.sqrt(-Math.log(Math.min(share, 1 - share))) - 1.6;
  return (Math.sign(fromMiddle) * polynomial(TAIL[0], r)) / polynomial(TAIL[1], r);
};

const HIGHEST = -normalDeviate(LEAST_SHARE);

/** Most shares are looked up in a table of so many cells, and taken from a straight line within each: right to 1e-6 … */
const CELLS = 16_384;
/** … but for those nearer than this to 0 or 1, which are reckoned. */
const EDGE = 1 / 64;
let table: Float64Array | undefined;

const deviates = (): Float64Array => {
  table ??= Float64Array.from({ length: CELLS }, (_, i) => (i === 0 ? -HIGHEST : normalDeviate(i / CELLS)));
  return table;
};

/** Shares in 0…1 to deviates, in place over the first `count` values. */
export const toNormal = (shares: Float64Array, count: number): void => {
  const known = deviates();
  for (let i = 0; i < count; i++) {
    const share = shares[i]!;
    if (share > EDGE && share < 1 - EDGE) {
      const at = share * CELLS;
      const cell = at | 0;
      const low = known[cell]!;
      shares[i] = low + (known[cell + 1]! - low) * (at - cell);
    } else if (share <= LEAST_SHARE) shares[i] = -HIGHEST;
    else if (share >= 1 - LEAST_SHARE) shares[i] = HIGHEST;
    else shares[i] = normalDeviate(share);
  }
};
