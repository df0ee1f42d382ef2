const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** What a person typed, with a point or a comma before decimals; null where it is no finite number. */
export const typedNumber = (typed: string): number | null => {
  const text = typed.trim().replace(',', '.');
  return NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : null;
};
