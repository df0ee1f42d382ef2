/** Reading or running, whichever goes on: what "Cancel" ends. There is one at a time. */
export interface LongTask {
  readonly begin: () => AbortController;
  /** The one that began is over; another one that began since goes on. */
  readonly end: (controller: AbortController) => void;
  readonly abort: () => void;
}

export const createLongTask = (): LongTask => {
  let current: AbortController | null = null;
  return {
    begin: () => {
      current?.abort();
      current = new AbortController();
      return current;
    },
    end: (controller) => {
      if (current === controller) current = null;
    },
    abort: () => current?.abort(),
  };
};
