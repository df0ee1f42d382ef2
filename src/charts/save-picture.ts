/**
 * The chart of a frame as SVG or PNG. What the page's style sheets say is written into the picture, which then needs
 * nothing else; where a chart is drawn on a canvas, the canvas stands in the SVG as an image.
 */
import type { LegendEntry } from './ChartFrame.tsx';

interface Words {
  readonly title: string;
  readonly legend: readonly LegendEntry[];
}

const NAMESPACE = 'http://www.w3.org/2000/svg';
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
  'visibility',
] as const;
const HEAD = 30;
const MARGIN = 12;
/** Height of a line of the legend. */
const LINE = 18;
/** Dots a unit of length, for screens and print. */
const SCALE = 2;

const inMarkup = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[mark]!);

/** A copy that looks the same without the page's style sheets. */
const withOwnLook = (original: SVGElement): SVGElement => {
  const copy = original.cloneNode(true) as SVGElement;
  const from = [original, ...original.querySelectorAll<SVGElement>('*')];
  const to = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  to.forEach((node, i) => {
    const look = getComputedStyle(from[i]!);
    for (const name of STYLES) {
      const value = look.getPropertyValue(name);
      if (value !== '') node.setAttribute(name, value);
    }
    node.removeAttribute('class');
    node.removeAttribute('style');
  });
  return copy;
};

const resolved = (frame: HTMLElement, color: string): string => {
  const probe = document.createElement('i');
  probe.style.color = color;
  frame.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
};

/** Entries beside the title, and in lines under it where they do not fit: none is cut, however many classes there are. */
const placedLegend = (
  title: string,
  legend: readonly LegendEntry[],
  family: string,
  width: number,
): readonly (LegendEntry & { readonly x: number; readonly row: number })[] => {
  const measure = document.createElement('canvas').getContext('2d')!;
  const widthOf = (text: string, font: string): number => {
    measure.font = `${font} ${family}`;
    return Math.ceil(measure.measureText(text).width);
  };
  let x = MARGIN + widthOf(title, '600 13px') + 16;
  let row = 0;
  return legend.map((entry) => {
    const room = 16 + widthOf(entry.label, '12px');
    if (x + room > width - MARGIN && x > MARGIN) {
      x = MARGIN;
      row++;
    }
    const placed = { ...entry, x, row };
    x += room + 16;
    return placed;
  });
};

/** The pictures of a frame, at their places in it: charts drawn as SVG, canvases, and the cut line laid over them. */
const pictureOf = (frame: HTMLElement, { title, legend }: Words): { text: string; width: number; height: number } => {
  const drawn = [
    ...frame.querySelectorAll<SVGElement | HTMLCanvasElement>('svg.recharts-surface, canvas, svg[data-chart]'),
  ];
  const boxes = drawn.map((node) => node.getBoundingClientRect());
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const width = Math.ceil(Math.max(...boxes.map((box) => box.right)) - left) + 2 * MARGIN;
  const look = getComputedStyle(frame);
  const entries = placedLegend(title, legend, look.fontFamily, width);
  const head = HEAD + (entries.at(-1)?.row ?? 0) * LINE;
  const height = Math.ceil(Math.max(...boxes.map((box) => box.bottom)) - top) + head + 2 * MARGIN;
  const place = (box: DOMRect): string =>
    `x="${(box.left - left + MARGIN).toFixed(1)}" y="${(box.top - top + MARGIN + head).toFixed(1)}"`;

  const parts = drawn.map((node, i) => {
    const box = boxes[i]!;
    const size = `width="${box.width.toFixed(1)}" height="${box.height.toFixed(1)}"`;
    if (node instanceof HTMLCanvasElement) return `<image ${place(box)} ${size} href="${node.toDataURL()}"/>`;
    const copy = withOwnLook(node);
    copy.setAttribute('width', String(box.width));
    copy.setAttribute('height', String(box.height));
    const text = new XMLSerializer().serializeToString(copy);
    return `<g transform="translate(${(box.left - left + MARGIN).toFixed(1)} ${(box.top - top + MARGIN + head).toFixed(1)})">${text}</g>`;
  });
  const ink = look.color;
  const font = inMarkup(look.fontFamily);
  const cut = frame.querySelector<HTMLElement>('div[role="slider"]');
  const cutBox = cut?.getBoundingClientRect();
  const cutLine =
    cut && cutBox
      ? `<line x1="${cutBox.left + cutBox.width / 2 - left + MARGIN}" x2="${cutBox.left + cutBox.width / 2 - left + MARGIN}" y1="${cutBox.top - top + MARGIN + head}" y2="${cutBox.bottom - top + MARGIN + head}" stroke="${resolved(frame, 'var(--sf-threshold)')}" stroke-width="1.5" stroke-dasharray="5 3"/>`
      : '';
  const words = entries.map(({ label, color, x, row }) => {
    const y = MARGIN + row * LINE;
    return `<rect x="${x}" y="${y + 2}" width="11" height="8" fill="${resolved(frame, color)}"/><text x="${x + 16}" y="${y + 10}" font-size="12" fill="${ink}">${inMarkup(label)}</text>`;
  });
  const text =
    `<svg xmlns="${NAMESPACE}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}">` +
    `<title>${inMarkup(title)}</title><rect width="${width}" height="${height}" fill="${resolved(frame, 'var(--sf-surface)')}"/>` +
    `<text x="${MARGIN}" y="${MARGIN + 10}" font-size="13" font-weight="600" fill="${ink}">${inMarkup(title)}</text>` +
    `${words.join('')}${parts.join('')}${cutLine}</svg>`;
  return { text, width, height };
};

const asPng = async ({ text, width, height }: ReturnType<typeof pictureOf>): Promise<Blob> => {
  const address = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be drawn'))),
        'image/png',
      );
    });
  } finally {
    URL.revokeObjectURL(address);
  }
};

export const savePicture = async (frame: HTMLElement, words: Words, kind: 'svg' | 'png'): Promise<void> => {
  const picture = pictureOf(frame, words);
  const blob = kind === 'png' ? await asPng(picture) : new Blob([picture.text], { type: 'image/svg+xml' });
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = `${words.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}.${kind}`;
  document.body.append(link);
  link.click();
  link.remove();
  // Safari reads the address a moment after the click.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};
