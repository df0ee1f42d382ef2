export interface Batched<A> {
  add(item: A): void;
  /** Hands on what has come since, now. */
  flush(): void;
}

/** Hands items on at most every so many milliseconds, all that came since in one go. The first wait begins now. */
export const batched = <A>(everyMs: number, take: (items: readonly A[]) => void): Batched<A> => {
  let items: A[] = [];
  let last = performance.now();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (items.length === 0) return;
    const all = items;
    items = [];
    last = performance.now();
    take(all);
  };
  return {
    add(item) {
      items.push(item);
      const wait = last + everyMs - performance.now();
      if (wait <= 0) flush();
      else timer ??= setTimeout(flush, wait);
    },
    flush,
  };
};
