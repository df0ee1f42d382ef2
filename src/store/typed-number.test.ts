import { expect, it } from 'vitest';
import { typedNumber } from './typed-number.ts';

it('takes numbers as people write them, and nothing else', () => {
  const read: Readonly<Record<string, number>> = {
    '0.45': 0.45,
    ' 0,45 ': 0.45,
    '1e-4': 1e-4,
    '4.5E-1': 0.45,
    '-2': -2,
    '.5': 0.5,
  };
  for (const [text, number] of Object.entries(read)) expect(typedNumber(text), text).toBe(number);
  for (const text of ['', 'abc', '1.234,5', '1,234,567', '0.5x', '1e999', 'Infinity', '0x10']) {
    expect(typedNumber(text), text).toBeNull();
  }
});
