/** Colours of series: what a row is decides the hue; attack classes among each other differ in lightness and hue. */
import type { Truth } from '../evaluation/part.ts';

export const classColor = (truth: Truth, index: number | null): { readonly color: string; readonly fill: string } => {
  if (truth === 'normal') return { color: 'var(--sf-normal)', fill: 'var(--sf-normal-fill)' };
  if (truth === 'unknown') return { color: 'var(--sf-unknown)', fill: 'var(--sf-unknown)' };
  if (index === null) return { color: 'var(--sf-anomaly)', fill: 'var(--sf-anomaly-fill)' };
  const name = `var(--sf-class-${index % 8})`;
  return { color: name, fill: name };
};
