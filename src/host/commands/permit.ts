/**
 * The one place that decides who must be asked before a command reaches beyond loopback, the workspace or the folder for received files, or
 * changes what the user has saved.
 */

import type { Agreement } from '../agreedChange.ts';
import { isOfUser } from '../ofUser.ts';
import { changeNeeds } from '../permissions/changeNeeds.ts';
import type { NotAllowed } from '../permissions/checks.ts';
import { confirmNeeds } from '../permissions/confirmNeeds.ts';
import type { Uses } from './commandContext.ts';

/**
 * Lets a command go on. The user’s own acts need no permission. A command with an argument rejects with NOT_ALLOWED for what has none. One
 * without may come from anywhere, so the user is asked; rejects with Dismissed if they don’t want it. Call it right before the act: a
 * permission may have been withdrawn since the command began.
 */
export async function permit(argument: unknown, needs: () => Promise<readonly NotAllowed[]>): Promise<void> {
  if (isOfUser(argument)) return;
  const missing = await needs();
  const [first] = missing;
  if (argument !== undefined && first) throw first;
  await confirmNeeds(missing);
}

/** Returns what decides, as `permit` does, on the changes of saved endpoints that a command makes. */
export function permitChanges(argument: unknown, { permissions }: Uses<'permissions'>): Agreement {
  return change => permit(argument, async () => changeNeeds(permissions, change));
}
