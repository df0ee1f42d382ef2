/** Long lists that come a few lines at a time, so that no turn of the page takes long. */
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
