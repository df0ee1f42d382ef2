/** A canvas as wide as its box, drawn anew when the box, the theme or what is drawn changes. */
import { useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { type RefObject, useEffect, useRef } from 'react';

export interface Pen {
  readonly context: CanvasRenderingContext2D;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** A colour of theme.css by its name, e.g. '--sf-normal'. */
  readonly color: (name: string) => string;
}

/** `draw` must be stable while the picture is: it is the sign to draw again. */
export const useCanvas = (
  draw: (pen: Pen) => void,
): {
  readonly box: (element: HTMLDivElement | null) => void;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly width: number;
  readonly height: number;
} => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { ref, width, height } = useElementSize<HTMLDivElement>();
  const scheme = useComputedColorScheme('light');
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read from the page, and the scheme says when they changed.
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context || width === 0 || height === 0) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.current.width = Math.round(width * ratio);
    canvas.current.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const style = getComputedStyle(canvas.current);
    draw({ context, width, height, color: (name) => style.getPropertyValue(name).trim() });
  }, [draw, width, height, scheme]);
  return { box: ref, canvas, width, height };
};
