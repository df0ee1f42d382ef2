/**
 * One progress for a whole run out of its stages': a share that never falls and an estimate of the time left. And what
 * each stage took: 'prepare' is rows kept, split and made into features, and with it every moment that a later stage waits
 * for features of rows, so that 'forestFit', 'forestScore', 'autoencoderFit' and 'autoencoderScore' are the detector's
 * own work on ready matrices: growing (with the first forest of a trim), scoring every kept row, training with its
 * validation, and scoring again. 'rank' sorts and counts. Opening an engine is in the run's total alone.
 *
 * The time left is what the current stage's own pace says, and for later stages what was expected of them. The share
 * is elapsed / (elapsed + left), so it speeds up and slows down with the clock instead of with arbitrary weights; it is
 * held where a better estimate would make it fall.
 */
import { RUN_STAGES, type RunProgress, type RunStage } from './run-result.ts';

export interface RunClock {
  start(stage: RunStage): void;
  /** `fraction` of the current stage, 0…1. */
  advance(fraction: number, more?: Pick<RunProgress, 'epoch' | 'notice'>): void;
  /** Ends the current stage. */
  end(): void;
  /** Waits for features within a stage: the time counts as preparing. One wait at a time. */
  waiting<A>(work: () => A | Promise<A>): Promise<A>;
  milliseconds(): Readonly<Record<RunStage, number>>;
}

/** Milliseconds between two words about the same stage: an eye sees no more, and each is drawn by the page. */
const WORD_MILLISECONDS = 100;

export const createRunClock = (
  /** Milliseconds expected of each stage; rough is enough. */
  expected: Readonly<Record<RunStage, number>>,
  emit: (progress: RunProgress) => void,
  now: () => number = () => performance.now(),
): RunClock => {
  const begun = now();
  const spent: Record<RunStage, number> = {
    prepare: 0,
    forestFit: 0,
    forestScore: 0,
    autoencoderFit: 0,
    autoencoderScore: 0,
    rank: 0,
  };
  let stage: RunStage = 'prepare';
  let stageBegun = begun;
  let stageFraction = 0;
  let share = 0;
  let waited = 0;
  let lastWord = Number.NEGATIVE_INFINITY;

  const report = (more?: Pick<RunProgress, 'epoch' | 'notice'>): void => {
    const time = now();
    lastWord = time;
    const inStage = time - stageBegun;
    // Below 2 per cent of a stage its pace says little: trust what was expected.
    const stageLeft =
      stageFraction >= 1
        ? 0
        : stageFraction > 0.02
          ? (inStage / stageFraction) * (1 - stageFraction)
          : Math.max(expected[stage] - inStage, expected[stage] * 0.1);
    const later = RUN_STAGES.slice(RUN_STAGES.indexOf(stage) + 1).reduce((sum, name) => sum + expected[name], 0);
    const left = stageLeft + later;
    const elapsed = time - begun;
    const honest = elapsed + left > 0 ? elapsed / (elapsed + left) : 0;
    const isEnd = stage === 'rank' && stageFraction >= 1;
    share = isEnd ? 1 : Math.max(share, Math.min(honest, 0.999));
    emit({ stage, share, secondsLeft: elapsed > 200 || isEnd ? left / 1000 : null, ...more });
  };

  return {
    start(next) {
      stage = next;
      stageBegun = now();
      stageFraction = 0;
      waited = 0;
      report();
      // To tell is not part of the stage's work.
      stageBegun = now();
    },
    advance(fraction, more) {
      stageFraction = Math.max(stageFraction, Math.min(1, fraction));
      if (more !== undefined || stageFraction >= 1 || now() - lastWord >= WORD_MILLISECONDS) report(more);
    },
    end() {
      stageFraction = 1;
      spent[stage] += now() - stageBegun - waited;
      spent.prepare += waited;
      report();
    },
    async waiting(work) {
      const from = now();
      try {
        return await work();
      } finally {
        waited += now() - from;
      }
    },
    milliseconds: () => ({ ...spent }),
  };
};
