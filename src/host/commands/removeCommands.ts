/** Removing endpoints, clearing transcripts, and undoing both. */
import { isUserInvocation } from '../../client/callers/isUserInvocation.ts';
import { clearTranscript, lastClear } from '../undo/clearTranscript.ts';
import { offeredBy, undoNow } from '../undo/offerUndo.ts';
import { lastRemoval, removeEndpoint } from '../undo/removeEndpoints.ts';
import { endpointOf } from './commandArguments.ts';
import type { Uses } from './commandContext.ts';
import { isRow } from './isRow.ts';
import { permit } from './permit.ts';

export { removeClosed } from '../undo/removeEndpoints.ts';

/** Removes an endpoint. A removal by the user can be undone; a caller's is final, and prompts for nothing. */
export async function remove(
  id: string,
  argument: unknown,
  context: Uses<'endpoints' | 'saved' | 'panels' | 'undo'>,
): Promise<void> {
  await (isUserInvocation(argument) ? removeEndpoint(id, context) : context.endpoints.remove(id));
}

/** Clears a transcript. As with `remove`, only the user's action can be undone. */
export async function clear(
  id: string,
  argument: unknown,
  context: Uses<'endpoints' | 'panels' | 'undo'>,
): Promise<void> {
  await (isUserInvocation(argument) ? clearTranscript(id, context) : context.endpoints.engine.clearTranscript(id));
}

/**
 * Undoes the removal of endpoints, a saved endpoint or a saved message: the one that a button offers, or the most
 * recent one. The view passes the focused row. Endpoints that were open are reopened, which may need a permission.
 */
export async function undoRemove(
  argument: unknown,
  { undo, connections, permissions }: Uses<'connections' | 'undo' | 'permissions'>,
): Promise<void> {
  const one = offeredBy(argument) ?? lastRemoval(undo);
  await permit(argument, async () => (await one?.needs?.(permissions)) ?? []);
  await connections.selectRestored(() => undoNow(undo, one), isRow(argument));
}

/**
 * Undoes the clear that a button offers, or the last one: of the endpoint that the argument names, otherwise of any.
 */
export async function undoClear(argument: unknown, context: Uses<'endpoints' | 'panels' | 'undo'>): Promise<void> {
  const { undo, endpoints } = context;
  const offered = offeredBy(argument);
  if (offered) return undoNow(undo, offered);
  const id = argument === undefined ? undefined : (await endpointOf(argument, context)).id;
  await undoNow(undo, lastClear(undo, endpoints, id));
}
