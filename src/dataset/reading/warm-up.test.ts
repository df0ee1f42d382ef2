import { expect, it } from 'vitest';
import { warmUp } from './warm-up.ts';

it('ends with the pass in which a real file comes', async () => {
  let asked = 0;
  await warmUp(() => ++asked > 1);
  expect(asked).toBe(2);
});
