/** Commands that hold every word that was typed, in any order. */
import type { SpotlightFilterFunction } from '@mantine/spotlight';

/** A command, or a group of them: the package names this type only inside. */
type Entry = ReturnType<SpotlightFilterFunction>[number];

export const everyWord: SpotlightFilterFunction = (query, groups) => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const holds = (text: string | undefined): boolean => words.every((word) => text?.toLowerCase().includes(word));
  return groups.flatMap((group): readonly Entry[] => {
    if (!('actions' in group)) return holds(group.label) ? [group] : [];
    const actions = group.actions.filter(({ label }) => holds(`${group.group} ${label}`));
    return actions.length > 0 ? [{ ...group, actions }] : [];
  });
};
