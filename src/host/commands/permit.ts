/**
 * Decides whether a command may reach beyond loopback, the workspace or the folder for received files, and who must be
 * asked.
 */

import { isOfUser } from '../../client/callers/ofUser.ts';
import type { NotAllowed } from '../permissions/checks.ts';
import { confirmNeeds } from '../permissions/confirmNeeds.ts';

/**
 * Resolves if a command may proceed. The user’s own actions need no permission. A command with an argument rejects with
 * NOT_ALLOWED if a permission is missing. A command without one may have been run by anyone, so the user is asked; it
 * rejects with Dismissed if they decline. Call this right before the action: a permission may have been revoked since
 * the command began.
 */
export async function permit(argument: unknown, needs: () => Promise<readonly NotAllowed[]>): Promise<void> {
  if (isOfUser(argument)) return;
  const missing = await needs();
  const [first] = missing;
  if (argument !== undefined && first) throw first;
  await confirmNeeds(missing);
}
