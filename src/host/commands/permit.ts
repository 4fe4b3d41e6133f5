/**
 * The one place that decides who must be asked before a command reaches beyond loopback, the workspace or the folder for received files, or
 * changes what the user has saved.
 */
import { isUserGesture } from '../../client/callers/userGestures.ts';
import type { NotAllowed } from '../permissions/checks.ts';
import { confirmNeeds } from '../permissions/confirmNeeds.ts';
import type { Agreement } from '../saved/agreedChange.ts';
import { changeNeeds } from '../saved/changeNeeds.ts';
import type { Uses } from './commandContext.ts';

/**
 * Resolves if a command may proceed. The user's own actions need no permission. A command with an argument rejects with
 * NOT_ALLOWED if a permission is missing. A command without one may have been run by anyone, so the user is asked; it
 * rejects with Dismissed if they decline. Call this right before the action: a permission may have been revoked since
 * the command began.
 */
export async function permit(argument: unknown, needs: () => Promise<readonly NotAllowed[]>): Promise<void> {
  if (isUserGesture(argument)) return;
  const missing = await needs();
  const [first] = missing;
  if (argument !== undefined && first) throw first;
  await confirmNeeds(missing);
}

/** Returns what decides, as `permit` does, on the changes of saved endpoints that a command makes. */
export function permitChanges(argument: unknown, { permissions }: Uses<'permissions'>): Agreement {
  return change => permit(argument, async () => changeNeeds(permissions, change));
}
