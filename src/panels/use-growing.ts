/** Long lists that come, or change, a few lines at a time, so that no turn of the page takes long. */
import { useEffect, useState } from 'react';

/** How many of `most` lines to draw now: `first` at once, `more` with each turn after. */
export const useGrowing = (most: number, first: number, more: number): number => {
  const [lines, setLines] = useState(first);
  useEffect(() => {
    if (lines >= most) return;
    const timer = setTimeout(() => setLines(lines + more));
    return () => clearTimeout(timer);
  }, [lines, most, more]);
  return Math.min(lines, most);
};

/** `list`, its changed entries handed on `more` at a time, those further up first. */
export const useInSlices = <T>(list: readonly T[], more: number): readonly T[] => {
  const [shown, setShown] = useState(list);
  useEffect(() => {
    if (shown === list) return;
    const timer = setTimeout(() => setShown(nextSlice(shown, list, more)));
    return () => clearTimeout(timer);
  }, [shown, list, more]);
  return shown;
};

export const nextSlice = <T>(shown: readonly T[], list: readonly T[], more: number): readonly T[] => {
  if (shown.length !== list.length) return list;
  const from = list.findIndex((entry, i) => entry !== shown[i]);
  const to = from + more;
  const isLast = from < 0 || list.every((entry, i) => i < to || entry === shown[i]);
  return isLast ? list : [...list.slice(0, to), ...shown.slice(to)];
};
