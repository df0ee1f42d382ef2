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

  it('counts what a stage waits for features as preparing, and the rest as its own', async () => {
    let time = 0;
    const clock = createRunClock(
      EXPECTED,
      () => {},
      () => time,
    );
    clock.start('forestScore');
    const waited = clock.waiting(async () => {
      time = 7;
      return 'rows';
    });
    expect(await waited).toBe('rows');
    time = 10;
    await expect(
      clock.waiting(() => {
        time = 11;
        throw new Error('gone');
      }),
    ).rejects.toThrow('gone');
    clock.end();
    expect(clock.milliseconds()).toMatchObject({ prepare: 8, forestScore: 3 });
  });

  it('says no more than an eye can see, but every epoch, and the end of each stage', () => {
    const seen = play([100, 1, 1, 1, 1, 1], 100);
    const of = (stage: string) => seen.filter((progress) => progress.stage === stage).length;
    expect(of('prepare')).toBe(102);
    expect(of('forestFit')).toBeLessThan(6);
    expect(seen.at(-1)).toMatchObject({ stage: 'rank', share: 1 });
    const words: RunProgress[] = [];
    const clock = createRunClock(
      EXPECTED,
      (progress) => words.push(progress),
      () => 0,
    );
    clock.start('autoencoderFit');
    for (let epoch = 1; epoch <= 9; epoch++) {
      clock.advance(epoch / 10, { epoch: { epoch, epochs: 10, loss: 1, validationLoss: null } });
    }
    expect(words.filter((word) => word.epoch)).toHaveLength(9);
  });
});
