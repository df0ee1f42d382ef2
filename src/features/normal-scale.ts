/**
 * Rank to normal: the share of fitted values below a value (quantile-scale.ts) becomes the normal deviate that has this
 * share below it, the "normal scores" of van der Waerden (1952) and Blom (1958); scikit-learn's QuantileTransformer with
 * normal output, but for where it ends. Crowded values are spread as by ranks, and what is rare still lies far out.
 */

/**
 * Least share that counts, and one less it the most: ±3.09 standard deviations. scikit-learn ends at 1e-7 (±5.2), but a
 * thousand quantiles tell nothing of shares below a thousandth.
 */
export const LEAST_SHARE = 1e-3;

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);

// Wichura (1988), "Algorithm AS 241: The Percentage Points of the Normal Distribution", PPND16: about 16 digits.
const CENTRAL = [
  [
    3.387132872796366608, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
    4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
  ],
  [
    1, 4.2313330701600911252e1, 6.871870074920579083e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
    3.930789580009271061e4, 2.8729085735721942674e4, 5.226495278852854561e3,
  ],
] as const;
const TAIL = [
  [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 2.4178072517745061177e-1, 2.27238449892691845833e-2, 7.7454501427834140764e-4,
  ],
  [
    1, 2.05319162663775882187, 1.6763848301838038494, 6.8976733498510000455e-1, 1.4810397642748007459e-1,
    1.51986665636164571966e-2, 5.475938084995344946e-4, 1.05075007164441684324e-9,
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

/** Cells of the table that deviates are looked up in; between its entries they are a straight line, within 2e-4. */
const CELLS = 16_384;
let table: Float64Array | undefined;

const deviates = (): Float64Array => {
  table ??= Float64Array.from({ length: CELLS + 2 }, (_, i) =>
    normalDeviate(Math.min(Math.max(i / CELLS, LEAST_SHARE), 1 - LEAST_SHARE)),
  );
  return table;
};

/** Shares in 0…1 to deviates, in place over the first `count` values. */
export const toNormal = (shares: Float64Array, count: number): void => {
  const known = deviates();
  for (let i = 0; i < count; i++) {
    const at = shares[i]! * CELLS;
    const cell = at | 0;
    const low = known[cell]!;
    shares[i] = low + (known[cell + 1]! - low) * (at - cell);
  }
};
