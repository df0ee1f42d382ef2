import { describe, expect, it } from 'vitest';
import { durationText, rangeText, spanText, timeLeftText } from './numbers.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('durations', () => {
  it('are never sixty of a unit', () => {
    expect(plain(durationText(59_940))).toBe('59.9 s');
    expect(plain(durationText(59_960))).toBe('1 min 00 s');
    expect(plain(durationText(119_700))).toBe('2 min 00 s');
    expect(plain(durationText(3_599_700))).toBe('1 h 00 min');
  });

  it('that are left are told in whole seconds', () => {
    expect(plain(timeLeftText(0.4))).toBe('almost done');
    expect(plain(timeLeftText(8.2))).toBe('about 9 s left');
    expect(plain(timeLeftText(59.2))).toBe('about 1 min 00 s left');
  });
});

describe('spans of time', () => {
  const at = (text: string): number => Date.parse(`${text}Z`);

  it('tell no date twice and no time between days', () => {
    expect(spanText(at('2017-07-03T08:55:58'), at('2017-07-07T17:01:00'))).toBe('2017-07-03 to 2017-07-07');
    expect(spanText(at('2025-03-11T00:01:21'), at('2025-03-11T23:59:07'))).toBe('2025-03-11 00:01 to 23:59');
  });

  it('name no date that the file does not', () => {
    expect(spanText(82_036_918, 82_046_000)).toBe('22:47:16 to 22:47:26');
  });

  it('keep seconds where there is nothing else', () => {
    expect(spanText(at('2025-03-11T00:01:21'), at('2025-03-11T00:01:45'))).toBe('2025-03-11 00:01:21 to 00:01:45');
  });
});

describe('ranges', () => {
  it('are told in full where there is room, and once where there is one value', () => {
    expect(rangeText(0, 65_476, 18)).toBe('0 – 65,476');
    expect(rangeText(902, 902, 18)).toBe('902');
    expect(plain(rangeText(-12_000_000, 1_040_000_000, 18))).toBe('−12 M – 1.04 G');
    expect(plain(rangeText(-1, 119_998_964, 15))).toBe('−1 – 120 M');
  });
});
