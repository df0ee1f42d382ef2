import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRunClock } from './run-clock.ts';
import { RUN_STAGES, type RunProgress } from './run-result.ts';

const EXPECTED = { prepare: 100, forestFit: 50, forestScore: 50, autoencoderFit: 1000, autoencoderScore: 50, rank: 20 };

const play = (paces: readonly number[], steps: number): RunProgress[] => {
  const seen: RunProgress[] = [];
  let time = 0;
  const clock = createRunClock(
    EXPECTED,
    (progress) => seen.push(progress),
    () => time,
  );
  RUN_STAGES.forEach((stage, index) => {
    clock.start(stage);
    for (let i = 1; i <= steps; i++) {
      time += paces[index]!;
      clock.advance(i / steps);
    }
    clock.end();
  });
  return seen;
};

describe('createRunClock', () => {
  it('never falls, stays within 0…1 and ends at 1, whatever the pace', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 500, noNaN: true }), { minLength: 6, maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        (paces, steps) => {
          const shares = play(paces, steps).map((progress) => progress.share);
          expect(shares.at(-1)).toBe(1);
          return shares.every((share, i) => share >= 0 && share <= 1 && (i === 0 || share >= shares[i - 1]!));
        },
      ),
    );
  });

  it('estimates the time left from the pace of the stage and what later stages should take', () => {
    const seen: RunProgress[] = [];
    let time = 0;
    const clock = createRunClock(
      EXPECTED,
      (progress) => seen.push(progress),
      () => time,
    );
    clock.start('autoencoderFit');
    time = 500;
    clock.advance(0.25);
    // 500 ms for a quarter: 1500 ms more, then 50 + 20.
    expect(seen.at(-1)!.secondsLeft).toBeCloseTo(1.57, 10);
    expect(seen.at(-1)!.share).toBeCloseTo(500 / 2070, 10);
  });

  it('says the milliseconds of each stage', () => {
    let time = 0;
    const clock = createRunClock(
      EXPECTED,
      () => {},
      () => time,
    );
    clock.start('prepare');
    time = 30;
    clock.end();
    clock.start('forestFit');
    time = 42;
    clock.end();
    expect(clock.milliseconds()).toMatchObject({ prepare: 30, forestFit: 12, rank: 0 });
  });
});
