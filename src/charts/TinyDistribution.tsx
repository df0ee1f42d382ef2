/** A distribution the size of a line of text, the own bar marked; decorative beside the words it stands for. */
import classes from './canvas.module.css';

interface Props {
  readonly bars: readonly { readonly label: string; readonly share: number; readonly own: boolean }[];
  /** Where the value stands, 0…1; null: only its bar is marked. */
  readonly place: number | null;
}

const WIDTH = 120;
const HEIGHT = 24;

export const TinyDistribution = ({ bars, place }: Props) => {
  const top = Math.max(Number.MIN_VALUE, ...bars.map((bar) => bar.share));
  const width = WIDTH / Math.max(1, bars.length);
  return (
    <svg
      className={classes.tiny}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden="true"
      focusable="false"
    >
      {bars.map(({ share, own }, i) => {
        // Square root: a tail stays visible at this size.
        const height = share <= 0 ? 0 : Math.max(1, (HEIGHT - 4) * Math.sqrt(share / top));
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: bars have no other name than their place.
            key={i}
            x={i * width + 0.5}
            y={HEIGHT - Math.max(height, own ? 2 : 0)}
            width={Math.max(0.5, width - 1)}
            height={Math.max(height, own ? 2 : 0)}
            fill={own ? 'var(--sf-anomaly-fill)' : 'var(--sf-normal-fill)'}
          />
        );
      })}
      {place !== null && (
        <path
          d={`M ${Math.min(WIDTH - 1, Math.max(1, place * WIDTH))} 0 V ${HEIGHT}`}
          stroke="var(--sf-anomaly)"
          strokeWidth={2}
        />
      )}
      <path d={`M 0 ${HEIGHT - 0.5} H ${WIDTH}`} stroke="var(--sf-line-strong)" />
    </svg>
  );
};
