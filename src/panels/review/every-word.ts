/** Commands that hold every word that was typed, in any order. */
import type { SpotlightActions, SpotlightFilterFunction } from '@mantine/spotlight';

export const everyWord: SpotlightFilterFunction = (query, groups) => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string | undefined): boolean => words.every((word) => text?.toLowerCase().includes(word));
  return groups.flatMap((group): readonly SpotlightActions[] => {
    if (!('actions' in group)) return holds(group.label) ? [group] : [];
    const actions = group.actions.filter(({ label }) => holds(`${group.group} ${label}`));
    return actions.length > 0 ? [{ ...group, actions }] : [];
  });
};
