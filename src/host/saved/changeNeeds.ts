/** Compares what a list of saved endpoints holds before and after a command changes it. */
import { type Granted, type NotAllowed, notAllowed } from '../permissions/checks.ts';
import type { SavedChange } from './agreedChange.ts';
import { labelOf, startsWithWindow } from './savedEndpoints.ts';

/**
 * Returns the permission that a change lacks: to change, replace or remove what the user has saved, and to save what starts with the window,
 * which opens sockets by itself. Saving any other endpoint needs none: it does nothing until the user starts it.
 */
export function changeNeeds(permissions: Granted, { before, after }: SavedChange): NotAllowed[] {
  if (permissions.has('change')) return [];
  const [lost] = entriesBeside(before, after);
  const starting = entriesBeside(after, before).find(([, value]) => startsWithWindow(value));
  const [index, value] = lost ?? starting ?? [];
  return index === undefined ? [] : [notAllowed({ permission: 'change', name: labelOf(value, index) })];
}

/** Returns the entries of a list, with their places, that another list doesn’t hold, or holds less often. */
function entriesBeside(list: readonly unknown[], others: readonly unknown[]): [number, unknown][] {
  const counts = new Map<string, number>();
  for (const one of others) counts.set(JSON.stringify(one), (counts.get(JSON.stringify(one)) ?? 0) + 1);
  return [...list.entries()].filter(([, one]) => {
    const json = JSON.stringify(one);
    const count = counts.get(json) ?? 0;
    counts.set(json, count - 1);
    return count <= 0;
  });
}
