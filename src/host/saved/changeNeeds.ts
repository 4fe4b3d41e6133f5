/** Compares what a list of saved endpoints holds before and after a command changes it. */
import { type Granted, type NotAllowed, notAllowed } from '../permissions/checks.ts';
import { entriesBeside, type SavedChange } from './agreedChange.ts';
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
