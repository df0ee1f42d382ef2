/**
 * Remembers the last few results of a pure function by the identity of its arguments, so that a selector gives the same
 * object back until a fact it read has changed. Two states are read at a time, the one that is and the one that rested
 * (see Settled): with fewer places than that, each reading would push out the other's, and neither ever come to rest.
 */
export const memoise = <A extends readonly unknown[], R>(compute: (...args: A) => R, size = 3): ((...args: A) => R) => {
  const kept: { args: A; result: R }[] = [];
  return (...args) => {
    const at = kept.findIndex((entry) => entry.args.every((arg, i) => Object.is(arg, args[i])));
    const found = kept[at];
    if (found) {
      if (at > 0) kept.unshift(...kept.splice(at, 1));
      return found.result;
    }
    const result = compute(...args);
    kept.unshift({ args, result });
    if (kept.length > size) kept.length = size;
    return result;
  };
};
