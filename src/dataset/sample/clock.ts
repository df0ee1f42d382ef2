/** When people and machines are active: seconds since midnight drawn from the shape of a working day. */
import type { Rng } from '../../base/rng.ts';
import { weightedIndex } from './draw.ts';

/**
 * [hour, activity relative to a busy morning], linear in between: people come from 07:00, are at work by 09:00, dip at
 * lunch, leave from 16:30 and are gone by 19:00; what stays on (phones, open tabs, night owls) keeps 2 to 3 per cent.
 */
const WORKING_DAY: readonly (readonly [hour: number, activity: number])[] = [
  [0, 0.02],
  [6.5, 0.02],
  [7, 0.12],
  [8, 0.55],
  [9, 1],
  [11.75, 0.95],
  [12.25, 0.4],
  [12.75, 0.4],
  [13.5, 0.95],
  [16.5, 0.9],
  [17.5, 0.4],
  [19, 0.08],
  [20, 0.03],
  [24, 0.02],
];

const MINUTES = 1440;

const activityByMinute = (points: typeof WORKING_DAY): Float64Array => {
  const activity = new Float64Array(MINUTES);
  let segment = 0;
  for (let minute = 0; minute < MINUTES; minute++) {
    const hour = (minute + 0.5) / 60;
    while (points[segment + 1]![0] < hour) segment++;
    const [fromHour, from] = points[segment]!;
    const [toHour, to] = points[segment + 1]!;
    activity[minute] = from + ((to - from) * (hour - fromHour)) / (toHour - fromHour);
  }
  return activity;
};

const minuteOfWork = weightedIndex(activityByMinute(WORKING_DAY));

/** A moment at which people work. */
export const workingMoment = (rng: Rng): number => (minuteOfWork(rng) + rng.uniform()) * 60;

/** A moment at which a public web server is visited: half with the working day, half around the clock. */
export const visitingMoment = (rng: Rng): number =>
  rng.uniform() < 0.5 ? workingMoment(rng) : rng.uniform() * MINUTES * 60;

export const hour = (hours: number): number => hours * 3600;
