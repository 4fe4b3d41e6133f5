/**
 * The one place that decides who must be asked before a command reaches beyond loopback, the workspace or the folder for received files, or
 * changes what the user has saved.
 */
import { isUserGesture } from '../../client/callers/userGestures.ts';
import type { NotAllowed } from '../permissions/checks.ts';
import { confirmNeeds } from '../permissions/confirmNeeds.ts';
import { permissionKey } from '../permissions/permissionKey.ts';
import type { Agreement } from '../saved/agreedChange.ts';
import { changeNeeds } from '../saved/changeNeeds.ts';
import type { Uses } from './commandContext.ts';

/**
 * Resolves if a command may proceed. The user's own actions need no permission. A command with an argument rejects with
 * NOT_ALLOWED if a permission is missing. A command without one may have been run by anyone, so the user is asked; it
 * rejects with Dismissed if they decline. Call this right before the action: a permission may have been revoked since
 * the command began. `needs` is called again after each answer, since what the command acts on may have changed while
 * the question was open.
 */
export async function permit(argument: unknown, needs: () => Promise<readonly NotAllowed[]>): Promise<void> {
  if (isUserGesture(argument)) return;
  let missing = await needs();
  const [first] = missing;
  if (argument !== undefined && first) throw first;
  const agreed = new Set<string>();
  while (missing.length > 0) {
    await confirmNeeds(missing);
    for (const need of missing) agreed.add(permissionKey(need));
    missing = (await needs()).filter(need => !agreed.has(permissionKey(need)));
  }
}

/** Returns a function that decides, as `permit` does, on the changes that a command makes to saved endpoints. */
export function permitChanges(argument: unknown, { permissions }: Uses<'permissions'>): Agreement {
  return change => permit(argument, async () => changeNeeds(permissions, change));
}
