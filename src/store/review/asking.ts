/** Work that is asked for often and done once things stand still. */

export interface Asked {
  readonly ask: () => void;
  readonly stop: () => void;
}

/** Runs `work` once nothing was asked for `wait` ms; while it runs, one more turn is remembered. */
export const onceAtRest = (wait: number, work: () => Promise<void>): Asked => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isBusy = false;
  let again = false;
  const turn = async (): Promise<void> => {
    if (isBusy) {
      again = true;
      return;
    }
    isBusy = true;
    try {
      await work();
    } finally {
      isBusy = false;
      if (again) {
        again = false;
        ask();
      }
    }
  };
  const ask = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void turn(), wait);
  };
  return { ask, stop: () => clearTimeout(timer) };
};
