/** What axe says of a page, and whether all of it is seen. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** `of` is looked at alone, where it lies over a page that was looked at before. */
export const expectNoFinding = async (page: Page, state: string, of?: string): Promise<void> => {
  const whole = new AxeBuilder({ page });
  const { violations } = await (of === undefined ? whole : whole.include(of))
    // What passed is not asked for, in as many elements as a table has: it would take most of the time.
    .options({ resultTypes: ['violations'] })
    // One call in the page, which has no frames: else a second page is opened for each look, to put frames together.
    .setLegacyMode()
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  expect(found, state).toEqual([]);
};

export const expectNothingCutOff = async (page: Page, state: string): Promise<void> => {
  const cutOff = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(cutOff, `${state}: cut off sideways`).toBeLessThanOrEqual(0);
};
