/**
 * On paper the page is as wide as in its window, whatever the paper, and light: grounds may be left out there, and pale
 * letters would stay.
 */

/** Pixels: narrower paper would have columns that its plots do not fit in. */
const LEAST_WIDTH = 800;

export const printAsSeen = (): void => {
  const root = document.documentElement;
  const paper = document.createElement('style');
  let scheme: string | undefined;
  addEventListener('beforeprint', () => {
    const width = Math.max(LEAST_WIDTH, document.getElementById('main')?.clientWidth ?? 0);
    // The proportions of A4.
    paper.textContent = `@page { size: ${width}px ${Math.round(width * Math.SQRT2)}px; margin: 0; }`;
    document.head.append(paper);
    scheme = root.dataset.mantineColorScheme;
    root.dataset.mantineColorScheme = 'light';
  });
  addEventListener('afterprint', () => {
    paper.remove();
    if (scheme !== undefined) root.dataset.mantineColorScheme = scheme;
  });
};
