/** A histogram the size of a word, decorative beside the numbers it stands for. */
const WIDTH = 64;
const HEIGHT = 18;

export const SparkBars = ({ counts }: { readonly counts: readonly number[] }) => {
  const top = Math.max(1, ...counts);
  const width = WIDTH / Math.max(1, counts.length);
  // One path: a table of columns has dozens of these.
  const bars = counts.map((count, i) => {
    // Square root: heavy tails stay visible at this size. The exact counts stand in the column's profile.
    const height = count === 0 ? 0 : Math.max(1, HEIGHT * Math.sqrt(count / top));
    return `M${i * width} ${HEIGHT}v${-height}h${Math.max(0.5, width - 0.5)}v${height}z`;
  });
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" focusable="false">
      <path d={bars.join('')} fill="var(--sf-normal)" />
    </svg>
  );
};
