/** A value axis drawn over a fixed width: value to share of the width and back, and where its ticks stand. */
import { siText } from './numbers.ts';

export interface Axis {
  readonly kind: 'linear' | 'log';
  readonly low: number;
  /** Above `low`. With kind 'log' both are above 0. */
  readonly high: number;
}

/** Share of the axis' length, 0…1; values outside stick to the ends. */
export const toShare = (axis: Axis, value: number): number => {
  const share =
    axis.kind === 'log'
      ? Math.log(Math.max(value, Number.MIN_VALUE) / axis.low) / Math.log(axis.high / axis.low)
      : (value - axis.low) / (axis.high - axis.low);
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
};

export const fromShare = (axis: Axis, share: number): number => {
  const held = Math.min(1, Math.max(0, share));
  if (held === 0) return axis.low;
  if (held === 1) return axis.high;
  return axis.kind === 'log' ? axis.low * (axis.high / axis.low) ** held : axis.low + (axis.high - axis.low) * held;
};

export interface Tick {
  readonly share: number;
  readonly value: number;
  readonly text: string;
}

/** Round numbers on a linear axis; powers of ten on a log axis, or 1-2-5 within one or two decades. */
export const axisTicks = (axis: Axis, most = 7): readonly Tick[] => {
  const values: number[] = [];
  if (axis.kind === 'log') {
    const from = Math.floor(Math.log10(axis.low));
    const to = Math.ceil(Math.log10(axis.high));
    const decades = Math.log10(axis.high / axis.low);
    const each = Math.max(1, Math.ceil(decades / most));
    const within = decades < 2.5 ? [1, 2, 5] : [1];
    for (let power = from; power <= to; power += 1) {
      if (power % each !== 0) continue;
      for (const factor of within) values.push(factor * 10 ** power);
    }
  } else {
    const rough = (axis.high - axis.low) / most;
    const magnitude = 10 ** Math.floor(Math.log10(rough));
    const step = ([1, 2, 5, 10].find((factor) => factor * magnitude >= rough) ?? 10) * magnitude;
    const first = Math.ceil(axis.low / step - 1e-9);
    for (let i = first; i * step <= axis.high * (1 + 1e-12) && values.length < 50; i++) {
      values.push(Number((i * step).toPrecision(12)));
    }
  }
  return values
    .filter((value) => value >= axis.low && value <= axis.high)
    .map((value) => ({ share: toShare(axis, value), value, text: siText(value) }));
};
